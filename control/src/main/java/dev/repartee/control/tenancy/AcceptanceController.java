package dev.repartee.control.tenancy;

import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.audit.Signature;
import dev.repartee.control.session.Required;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.tenancy.Invitations;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How people accept to join a business. */
@RestController
@ConditionalOnBean({TenancyServices.class, JoiningServices.class})
@RequestMapping("/api/v1/invitations")
class AcceptanceController {

    private final TenancyServices tenancy;
    private final JoiningServices services;

    AcceptanceController(TenancyServices tenancy, JoiningServices services) {
        this.tenancy = tenancy;
        this.services = services;
    }

    /**
     * An answer to an invitation by somebody who has no account yet.
     *
     * @param code what follows {@code #code=} in the link of the mail
     * @param name what people call them
     * @param password what they will sign in with
     */
    record AcceptanceBody(@Nullable String code, @Nullable String name, @Nullable String password) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "AcceptanceBody[" + name + "]";
        }
    }

    /**
     * An answer to an invitation by somebody who signed in.
     *
     * @param code what follows {@code #code=} in the link of the mail
     */
    record MembershipBody(@Nullable String code) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "MembershipBody[]";
        }
    }

    @Operation(
            summary = "Accept an invitation with a new account",
            description = "Who has an account signs in and accepts at /membership.")
    @OpenToAll("the code of the mail is the credential")
    @PostMapping("/acceptance")
    ResponseEntity<Void> accept(@RequestBody AcceptanceBody body, HttpServletRequest request) {
        return joined(
                services.joining()
                        .withNewAccount(
                                Required.text("code", body.code()),
                                Required.text("name", body.name()).strip(),
                                Required.text("password", body.password())),
                request);
    }

    @Operation(summary = "Accept an invitation as who is signed in")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/membership")
    ResponseEntity<Void> join(
            Caller caller, @RequestBody MembershipBody body, HttpServletRequest request) {
        return joined(
                services.joining()
                        .as(caller.account().account(), Required.text("code", body.code())),
                request);
    }

    /** In the log of the business that they joined, whatever they were before. */
    private ResponseEntity<Void> joined(Invitations.Joined joined, HttpServletRequest request) {
        Signature.put(request, joined.invitation().tenant(), joined.account());
        tenancy.roles().refresh();
        return ResponseEntity.noContent().build();
    }
}
