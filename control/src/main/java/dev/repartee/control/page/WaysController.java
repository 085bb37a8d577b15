package dev.repartee.control.page;

import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.federation.FederationServices;
import dev.repartee.control.mailbox.LocalVisit;
import dev.repartee.control.mailbox.MailboxServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.PasskeyServices;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which ways in there are, for a page to offer. */
@RestController
@ConditionalOnBean(AccountServices.class)
@RequestMapping("/api/v1/session")
class WaysController {

    private final AccountServices accounts;
    private final ObjectProvider<PasskeyServices> passkeys;
    private final ObjectProvider<FederationServices> federation;
    private final ObjectProvider<MailboxServices> mailbox;

    WaysController(
            AccountServices accounts,
            ObjectProvider<PasskeyServices> passkeys,
            ObjectProvider<FederationServices> federation,
            ObjectProvider<MailboxServices> mailbox) {
        this.accounts = accounts;
        this.passkeys = passkeys;
        this.federation = federation;
        this.mailbox = mailbox;
    }

    /**
     * A provider that everybody may come through.
     *
     * @param id names it in paths
     * @param name what people call it
     */
    record WayThrough(String id, String name) {}

    /**
     * The ways in.
     *
     * @param registration {@code open}, {@code invited} or {@code off}
     * @param passkeys whether passkeys are taken
     * @param mailbox whether mails wait on this machine; told on this machine alone
     * @param providers those that everybody may come through
     */
    record Ways(
            String registration, boolean passkeys, boolean mailbox, List<WayThrough> providers) {}

    @Operation(summary = "Which ways in there are")
    @OpenToAll("the page where people sign in shows them")
    @GetMapping("/ways")
    Ways ways(HttpServletRequest request) {
        return new Ways(
                accounts.selfService().registration().name().toLowerCase(Locale.ROOT),
                passkeys.getIfAvailable() != null,
                mailbox.getIfAvailable() != null && LocalVisit.is(request),
                providers());
    }

    private List<WayThrough> providers() {
        FederationServices known = federation.getIfAvailable();
        return known == null
                ? List.of()
                : known.providers().shared().stream()
                        .map(
                                one ->
                                        new WayThrough(
                                                one.client().provider().value(),
                                                one.client().name()))
                        .toList();
    }
}
