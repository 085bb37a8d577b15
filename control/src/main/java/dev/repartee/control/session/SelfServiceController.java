package dev.repartee.control.session;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.selfservice.SelfService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done by links in mails. Answers never tell whether an address has an account. */
@RestController
@ConditionalOnBean(AccountServices.class)
@RequestMapping("/api/v1")
class SelfServiceController {

    private static final int LONGEST_NAME = 120;

    private final SelfService service;

    SelfServiceController(AccountServices services) {
        this.service = services.selfService();
    }

    /**
     * Somebody who wants an account.
     *
     * @param email their address
     * @param name what people call them
     * @param password good enough
     * @param business the name of the business that they begin
     */
    record Registration(
            @Nullable String email,
            @Nullable String name,
            @Nullable String password,
            @Nullable String business) {

        @Override
        public String toString() {
            return "Registration[]";
        }
    }

    /**
     * An address.
     *
     * @param email where a link goes
     */
    record EmailBody(@Nullable String email) {}

    /**
     * The code of a mail.
     *
     * @param code what follows {@code #code=} in the link
     * @param password the new one, for a reset
     */
    record CodeBody(@Nullable String code, @Nullable String password) {

        @Override
        public String toString() {
            return "CodeBody[]";
        }
    }

    @Operation(
            summary = "Register",
            description = "A link goes to the address; the account is made when it is opened.")
    @OpenToAll("who registers has no credential yet")
    @PostMapping("/registrations")
    ResponseEntity<Void> register(@RequestBody Registration body) {
        service.register(
                new SelfService.Applicant(
                        new EmailAddress(Required.text("email", body.email())),
                        name("name", body.name()),
                        Required.text("password", body.password()),
                        name("business", body.business())));
        return ResponseEntity.accepted().build();
    }

    @Operation(summary = "Make the account, by the code of the mail")
    @OpenToAll("the code of the mail is the credential")
    @PostMapping("/registrations/verification")
    ResponseEntity<Void> verify(@RequestBody CodeBody body) {
        if (service.verify(Required.text("code", body.code())).isEmpty()) {
            throw worthless();
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Ask for a link to choose a new password")
    @OpenToAll("who forgot the password has no credential")
    @PostMapping("/password-resets")
    ResponseEntity<Void> forgot(@RequestBody EmailBody body) {
        service.forgot(new EmailAddress(Required.text("email", body.email())));
        return ResponseEntity.accepted().build();
    }

    @Operation(summary = "Choose a new password, by the code of the mail")
    @OpenToAll("the code of the mail is the credential")
    @PostMapping("/password-resets/completion")
    ResponseEntity<Void> reset(@RequestBody CodeBody body, HttpServletRequest request) {
        if (!service.reset(
                Required.text("code", body.code()),
                Required.text("password", body.password()),
                Visit.place(request).address())) {
            throw worthless();
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Change one's address, by the code of the mail")
    @OpenToAll("the code of the mail is the credential")
    @PostMapping("/email-changes/confirmation")
    ResponseEntity<Void> confirm(@RequestBody CodeBody body) {
        if (!service.confirmEmail(Required.text("code", body.code()))) {
            throw worthless();
        }
        return ResponseEntity.noContent().build();
    }

    private static String name(String field, @Nullable String value) {
        String name = Required.text(field, value).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    field + " must have 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static ReparteeException worthless() {
        return new ReparteeException(
                ErrorCode.FORBIDDEN, "this link was used, is too old, or never was one");
    }
}
