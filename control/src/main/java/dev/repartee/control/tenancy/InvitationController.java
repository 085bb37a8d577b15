package dev.repartee.control.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.control.audit.Actors;
import dev.repartee.control.audit.Signature;
import dev.repartee.control.session.Required;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.tenancy.Invitation;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.mail.KeptMail;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whom the caller's business asks to join. */
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

    /**
     * A mail that waits for somebody to hand it over.
     *
     * @param to whose it is
     * @param subject what it is about
     * @param text the letter, with the link
     * @param createdAt when it was written
     */
    record InvitationMailView(String to, String subject, String text, Instant createdAt) {

        static InvitationMailView of(KeptMail kept) {
            return new InvitationMailView(
                    kept.mail().to(), kept.mail().subject(), kept.mail().text(), kept.createdAt());
        }

        /** Without the letter: it holds a link that opens a door. */
        @Override
        public String toString() {
            return "InvitationMailView[]";
        }
    }

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
        services.joining().checkOpen();
        EmailAddress email = new EmailAddress(Required.text("email", body.email()));
        RoleId role = RoleGift.checked(caller, tenancy.roles(), Required.text("role", body.role()));
        if (tenancy.members().has(caller.tenant(), email)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "email: somebody with this address is a member");
        }
        services.mail().allow(caller.tenant(), email);
        Invitations.Issued issued =
                services.invitations()
                        .invite(caller.tenant(), email, role, Actors.name(caller.principal()));
        services.mail().send(issued);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(InvitationView.of(issued.invitation()));
    }

    @Operation(
            summary = "Send the mail of an invitation again, good for another week",
            description = "What the mail before says is worth nothing from then on.")
    @Needs(Permission.MEMBERS_CHANGE)
    @PostMapping("/{invitationId}/mail")
    InvitationView resend(Caller caller, @PathVariable String invitationId) {
        services.joining().checkOpen();
        Invitation invitation = reachable(caller, invitationId);
        services.mail().allow(caller.tenant(), invitation.email());
        Invitations.Issued issued =
                services.invitations().renew(invitation).orElseThrow(() -> unknown(invitationId));
        services.mail().send(issued);
        return InvitationView.of(issued.invitation());
    }

    @Operation(
            summary = "Read the mail of an invitation, where mails are kept",
            description =
                    "Without a mail server the link has to be handed over by people. 404 when the"
                            + " mail leaves by a server: then only who gets it reads it.")
    @Needs(Permission.MEMBERS_CHANGE)
    @GetMapping("/{invitationId}/mail")
    ResponseEntity<InvitationMailView> mail(
            Caller caller, @PathVariable String invitationId, HttpServletRequest request) {
        Invitation invitation = reachable(caller, invitationId);
        Signature.put(request, caller);
        return services.mail()
                .kept(invitation)
                .map(
                        kept ->
                                ResponseEntity.ok()
                                        .cacheControl(CacheControl.noStore())
                                        .body(InvitationMailView.of(kept)))
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND, "the mail of it is not kept here"));
    }

    @Operation(summary = "Take an invitation back")
    @Needs(Permission.MEMBERS_CHANGE)
    @DeleteMapping("/{invitationId}")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String invitationId) {
        Invitation invitation = reachable(caller, invitationId);
        if (!services.invitations().revoke(invitation)) {
            throw unknown(invitationId);
        }
        services.mail().discard(invitation);
        return ResponseEntity.noContent().build();
    }

    /** Whose role is beyond the caller's is not theirs to touch. */
    private Invitation reachable(Caller caller, String invitationId) {
        Invitation invitation =
                services.invitations()
                        .find(caller.tenant(), invitationId)
                        .orElseThrow(() -> unknown(invitationId));
        RoleGift.within(caller, tenancy.roles(), invitation.role());
        return invitation;
    }

    private static ReparteeException unknown(String invitationId) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "there is no invitation '" + invitationId + "'");
    }
}
