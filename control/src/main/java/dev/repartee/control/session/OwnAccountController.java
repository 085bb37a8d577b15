package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.Principal.AccountPrincipal;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.factor.Enrolment;
import dev.repartee.identity.passkey.Passkey;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.session.Login;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own account: everything that is kept about it, its password, codes and devices. */
@RestController
@ConditionalOnBean(AccountServices.class)
@RequestMapping("/api/v1/account")
class OwnAccountController {

    private final AccountServices services;
    private final ObjectProvider<PasskeyServices> passkeys;

    OwnAccountController(AccountServices services, ObjectProvider<PasskeyServices> passkeys) {
        this.services = services;
        this.passkeys = passkeys;
    }

    /**
     * A device that is signed in.
     *
     * @param id names it
     * @param device what it says of itself
     * @param address from where it signed in
     * @param current whether it is the one that asks
     * @param createdAt when it signed in
     * @param lastUsedAt when it was last used
     * @param expiresAt when it ends by itself
     */
    record DeviceView(
            String id,
            String device,
            String address,
            boolean current,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt) {}

    /**
     * Devices that are signed in.
     *
     * @param sessions the last used first
     */
    record DeviceList(List<DeviceView> sessions) {}

    /**
     * Everything that is kept about an account.
     *
     * @param id its id
     * @param email its address
     * @param name what people call them
     * @param createdAt when it was made
     * @param authenticatorApp whether codes of an app are asked for
     * @param recoveryCodesLeft how many are unused
     * @param passkeys the oldest first
     * @param memberships businesses and roles
     * @param sessions devices
     */
    record AccountView(
            String id,
            String email,
            String name,
            Instant createdAt,
            boolean authenticatorApp,
            int recoveryCodesLeft,
            List<Passkey> passkeys,
            List<Membership> memberships,
            List<DeviceView> sessions) {}

    /**
     * A new password.
     *
     * @param password good enough
     */
    record PasswordBody(@Nullable String password) {

        @Override
        public String toString() {
            return "PasswordBody[]";
        }
    }

    /**
     * A code of the app that is being enrolled.
     *
     * @param code six digits
     */
    record CodeBody(@Nullable String code) {

        @Override
        public String toString() {
            return "CodeBody[]";
        }
    }

    /**
     * A new address.
     *
     * @param email where a link goes
     */
    record EmailBody(@Nullable String email) {}

    /**
     * What an authenticator app needs; shown once.
     *
     * @param secret in base 32
     * @param uri what a QR code has to say
     * @param qrCode that code, as SVG
     */
    record EnrolmentView(String secret, String uri, String qrCode) {

        @Override
        public String toString() {
            return "EnrolmentView[]";
        }
    }

    /**
     * Codes for when the app is lost; shown once.
     *
     * @param recoveryCodes each works once
     */
    record RecoveryView(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "RecoveryView[]";
        }
    }

    @Operation(summary = "Everything that is kept about one's own account")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping
    AccountView account(Caller caller) {
        Account account = own(caller);
        return new AccountView(
                account.id().value(),
                account.email().value(),
                account.name(),
                account.createdAt(),
                services.factors().enrolled(account.id()),
                services.factors().recoveryCodesLeft(account.id()),
                passkeys(account),
                services.memberships().of(account.id()),
                devices(caller.account()));
    }

    @Operation(summary = "List where one is signed in")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping("/sessions")
    DeviceList sessions(Caller caller) {
        return new DeviceList(devices(caller.account()));
    }

    @Operation(summary = "Sign one device out")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping("/sessions/{sessionId}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String sessionId) {
        if (!services.logins()
                .revoke(caller.account().account(), new LoginId(sessionId), "ended by hand")) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "you have no such session");
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Sign every other device out")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping("/sessions")
    ResponseEntity<Void> revokeOthers(Caller caller) {
        AccountPrincipal principal = caller.account();
        services.logins()
                .revoke(
                        principal.account(),
                        "ended by hand",
                        login -> !login.id().equals(principal.login()));
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Change one's password; signs every other device out")
    @Needs(Permission.OWN_ACCOUNT)
    @PutMapping("/password")
    ResponseEntity<Void> password(Caller caller, @RequestBody PasswordBody body) {
        String password = Required.text("password", body.password());
        Login here = services.logins().requireFresh(caller.account().login());
        services.selfService().changePassword(own(caller), password, here.id());
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Ask to change one's address; a link goes to the new one")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/email")
    ResponseEntity<Void> email(Caller caller, @RequestBody EmailBody body) {
        EmailAddress wished = new EmailAddress(Required.text("email", body.email()));
        services.logins().requireFresh(caller.account().login());
        services.selfService().changeEmail(own(caller), wished);
        return ResponseEntity.accepted().build();
    }

    @Operation(summary = "Begin to enrol an authenticator app")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/totp")
    ResponseEntity<EnrolmentView> enrol(Caller caller) {
        services.logins().requireFresh(caller.account().login());
        Enrolment enrolment = services.factors().begin(own(caller));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new EnrolmentView(
                                enrolment.secret(),
                                enrolment.uri(),
                                QrDrawing.svg(enrolment.uri())));
    }

    @Operation(summary = "End the enrolment by a first code; gives recovery codes")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/totp/confirmation")
    ResponseEntity<RecoveryView> confirm(Caller caller, @RequestBody CodeBody body) {
        services.logins().requireFresh(caller.account().login());
        ResponseEntity<RecoveryView> codes =
                recovery(
                        services.factors()
                                .confirm(
                                        caller.account().account(),
                                        Required.text("code", body.code()))
                                .orElseThrow(
                                        () ->
                                                new ReparteeException(
                                                        ErrorCode.INVALID_FIELD,
                                                        "the code is not the app's of this"
                                                                + " moment")));
        services.selfService().factorsChanged(own(caller), "an authenticator app was added");
        return codes;
    }

    @Operation(summary = "Remove the authenticator app and the recovery codes")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping("/totp")
    ResponseEntity<Void> remove(Caller caller) {
        services.logins().requireFresh(caller.account().login());
        if (services.factors().remove(caller.account().account())) {
            services.selfService().factorsChanged(own(caller), "the authenticator app was removed");
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "New recovery codes; the old ones are worth nothing any more")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/recovery-codes")
    ResponseEntity<RecoveryView> renew(Caller caller) {
        services.logins().requireFresh(caller.account().login());
        if (services.factors().of(caller.account().account()).isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "enrol an authenticator app or register a passkey first");
        }
        return recovery(services.factors().renewRecoveryCodes(caller.account().account()));
    }

    private static ResponseEntity<RecoveryView> recovery(List<String> codes) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new RecoveryView(codes));
    }

    private List<DeviceView> devices(AccountPrincipal principal) {
        return services.logins().of(principal.account()).stream()
                .map(
                        login ->
                                new DeviceView(
                                        login.id().value(),
                                        login.place().device(),
                                        login.place().address(),
                                        login.id().equals(principal.login()),
                                        login.createdAt(),
                                        login.lastUsedAt(),
                                        login.expiresAt()))
                .toList();
    }

    private List<Passkey> passkeys(Account account) {
        PasskeyServices known = passkeys.getIfAvailable();
        return known == null ? List.of() : known.passkeys().of(account.id());
    }

    private Account own(Caller caller) {
        return services.accounts()
                .find(caller.account().account())
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNAUTHENTICATED, "this account is gone"));
    }
}
