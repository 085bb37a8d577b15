package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.passkey.Attestation;
import dev.repartee.identity.passkey.CreationOptions;
import dev.repartee.identity.passkey.Passkey;
import dev.repartee.identity.passkey.Passkeys;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own passkeys. Their owner is told by mail when one comes or goes. */
@RestController
@ConditionalOnBean(PasskeyServices.class)
@RequestMapping("/api/v1/account/passkeys")
class PasskeyController {

    private static final int LONGEST_NAME = 80;

    private final AccountServices accounts;
    private final Passkeys passkeys;

    PasskeyController(AccountServices accounts, PasskeyServices services) {
        this.accounts = accounts;
        this.passkeys = services.passkeys();
    }

    /**
     * A passkey that was just made.
     *
     * @param name what its owner calls it
     * @param credential what the browser gave
     */
    record NewPasskey(@Nullable String name, @Nullable AttestationBody credential) {}

    /**
     * Another name.
     *
     * @param name what its owner calls it
     */
    record PasskeyName(@Nullable String name) {}

    /**
     * One's own passkeys.
     *
     * @param passkeys the oldest first
     */
    record PasskeyList(List<Passkey> passkeys) {}

    /**
     * A passkey that is registered now.
     *
     * @param passkey the passkey
     * @param recoveryCodes for when every factor is lost, shown once; empty when there are some
     *     already
     */
    record RegisteredView(Passkey passkey, List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "RegisteredView[]";
        }
    }

    @Operation(summary = "List one's passkeys")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping
    PasskeyList list(Caller caller) {
        return new PasskeyList(passkeys.of(caller.account().account()));
    }

    @Operation(summary = "Begin to register a passkey: what the browser needs to make one")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/options")
    ResponseEntity<CreationOptions> begin(Caller caller) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(passkeys.begin(proven(caller)));
    }

    @Operation(
            summary = "Register a passkey, by what the browser made",
            description = "From the first one on, signing in takes more than the password.")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping
    ResponseEntity<RegisteredView> register(Caller caller, @RequestBody NewPasskey body) {
        String name = name(body.name());
        Attestation answer = AttestationBody.required(body.credential());
        Account account = proven(caller);
        Passkeys.Registered registered = passkeys.finish(account, name, answer);
        accounts.selfService().factorsChanged(account, "a passkey was added");
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new RegisteredView(registered.passkey(), registered.recoveryCodes()));
    }

    @Operation(summary = "Rename a passkey")
    @Needs(Permission.OWN_ACCOUNT)
    @PutMapping("/{passkeyId}")
    ResponseEntity<Void> rename(
            Caller caller, @PathVariable String passkeyId, @RequestBody PasskeyName body) {
        if (!passkeys.rename(caller.account().account(), passkeyId, name(body.name()))) {
            throw nothingThere();
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Remove a passkey")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping("/{passkeyId}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String passkeyId) {
        Account account = proven(caller);
        if (!passkeys.remove(account.id(), passkeyId)) {
            throw nothingThere();
        }
        accounts.selfService().factorsChanged(account, "a passkey was removed");
        return ResponseEntity.noContent().build();
    }

    private Account proven(Caller caller) {
        accounts.logins().requireFresh(caller.account().login());
        return accounts.accounts()
                .find(caller.account().account())
                .orElseThrow(SessionController::ended);
    }

    private static String name(@Nullable String value) {
        String name = Required.text("name", value).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "name must have 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static ReparteeException nothingThere() {
        return new ReparteeException(ErrorCode.NOT_FOUND, "you have no such passkey");
    }
}
