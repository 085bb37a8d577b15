package dev.repartee.control.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.audit.Actors;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.tenancy.Invitation;
import dev.repartee.identity.tenancy.Invitations;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom the caller's business asks to join, and how they accept. */
@RestController
@ConditionalOnBean({TenancyServices.class, JoiningServices.class})
@RequestMapping("/api/v1/invitations")
class InvitationController {

    private final TenancyServices tenancy;
    private final JoiningServices services;

    InvitationController(TenancyServices tenancy, JoiningServices services) {
        this.tenancy = tenancy;
        this.services = services;
    }

    /**
     * Somebody to ask.
     *
     * @param email where the mail goes
     * @param role what they may do once they accept
     */
    record InvitationBody(@Nullable String email, @Nullable String role) {}

    /**
     * An answer to an invitation by somebody who has no account yet.
     *
     * @param token the secret of the mail
     * @param name what people call them
     * @param password what they will sign in with
     */
    record AcceptanceBody(
            @Nullable String token, @Nullable String name, @Nullable String password) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "AcceptanceBody[" + name + "]";
        }
    }

    /**
     * An answer to an invitation by somebody who signed in.
     *
     * @param token the secret of the mail
     */
    record MembershipBody(@Nullable String token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "MembershipBody[]";
        }
    }

    /**
     * An invitation that waits.
     *
     * @param id its name
     * @param email where the mail went
     * @param role what they may do once they accept
     * @param invitedBy who asked
     * @param expiresAt until when they may accept
     */
    record InvitationView(
            String id, String email, String role, String invitedBy, String expiresAt) {

        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.id(),
                    invitation.email().value(),
                    invitation.role().value(),
                    invitation.invitedBy(),
                    invitation.expiresAt().toString());
        }
    }

    /**
     * The invitations that wait.
     *
     * @param invitations the oldest first
     */
    record InvitationList(List<InvitationView> invitations) {}

    @Operation(summary = "List the invitations that wait")
    @Needs(Permission.MEMBERS_READ)
    @GetMapping
    InvitationList list(Caller caller) {
        return new InvitationList(
                services.invitations().open(caller.tenant()).stream()
                        .map(InvitationView::of)
                        .toList());
    }

    @Operation(
            summary = "Ask somebody to join, by mail",
            description = "Replaces the invitation of that address that waits, if there is one.")
    @Needs(Permission.MEMBERS_CHANGE)
    @PostMapping
    ResponseEntity<InvitationView> invite(Caller caller, @RequestBody InvitationBody body) {
        EmailAddress email = new EmailAddress(required("email", body.email()));
        RoleId role = RoleGift.checked(caller, tenancy.roles(), required("role", body.role()));
        Invitations.Issued issued =
                services.invitations()
                        .invite(caller.tenant(), email, role, Actors.name(caller.principal()));
        services.mail().send(issued);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(InvitationView.of(issued.invitation()));
    }

    @Operation(summary = "Take an invitation back")
    @Needs(Permission.MEMBERS_CHANGE)
    @DeleteMapping("/{invitationId}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String invitationId) {
        if (!services.invitations().revoke(caller.tenant(), invitationId)) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "there is no invitation '" + invitationId + "'");
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Accept an invitation with a new account",
            description = "Who has an account signs in and accepts at /membership.")
    @OpenToAll("the secret of the mail is the credential")
    @PostMapping("/acceptance")
    ResponseEntity<Void> accept(@RequestBody AcceptanceBody body) {
        services.joining()
                .withNewAccount(
                        required("token", body.token()),
                        required("name", body.name()).strip(),
                        required("password", body.password()));
        tenancy.roles().refresh();
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Accept an invitation as who is signed in")
    @Needs(Permission.OWN_ACCOUNT)
    @PostMapping("/membership")
    ResponseEntity<Void> join(Caller caller, @RequestBody MembershipBody body) {
        services.joining().as(caller.account().account(), required("token", body.token()));
        tenancy.roles().refresh();
        return ResponseEntity.noContent().build();
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, field + " is required");
        }
        return value;
    }
}
