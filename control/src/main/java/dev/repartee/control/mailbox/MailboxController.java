package dev.repartee.control.mailbox;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.identity.session.Secret;
import dev.repartee.mail.KeptMail;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The mailbox of the embedded default, for who lost their password, say. It holds links that open
 * every account, so it is there only where no mail server and no public address is configured, and
 * shows itself only to who is on this machine and has the key of the data folder. To everybody else
 * there is nothing at this path.
 */
@RestController
@ConditionalOnBean(MailboxServices.class)
@RequestMapping("/api/v1/mailbox")
class MailboxController {

    private static final String KEY = "X-Mailbox-Key";
    private static final int MOST = 100;

    private final MailboxServices services;

    MailboxController(MailboxServices services) {
        this.services = services;
    }

    /**
     * A mail that waits.
     *
     * @param id names it
     * @param to whose it is
     * @param subject what it is about
     * @param text the letter
     * @param createdAt when it was written
     */
    record WaitingMail(String id, String to, String subject, String text, Instant createdAt) {

        static WaitingMail of(KeptMail kept) {
            return new WaitingMail(
                    kept.id(),
                    kept.mail().to(),
                    kept.mail().subject(),
                    kept.mail().text(),
                    kept.createdAt());
        }

        /** Without the letter: it holds a link that opens a door. */
        @Override
        public String toString() {
            return "WaitingMail[" + id + "]";
        }
    }

    /**
     * The mails that wait.
     *
     * @param mails the youngest first, a hundred at most
     */
    record Mailbox(List<WaitingMail> mails) {}

    @Operation(
            summary = "Read the mails that wait on this machine",
            description =
                    "Only from this machine, and with the key of the data folder as"
                            + " X-Mailbox-Key. 404 otherwise.")
    @OpenToAll("the key of the data folder is the credential")
    @GetMapping
    ResponseEntity<Mailbox> read(
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            HttpServletRequest request) {
        if (key == null || !right(key) || !LocalVisit.is(request)) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "there is nothing at this path");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new Mailbox(
                                services.office().kept(MOST).stream()
                                        .map(WaitingMail::of)
                                        .toList()));
    }

    private boolean right(String key) {
        return MessageDigest.isEqual(Secret.hash(key), services.key().hash());
    }
}
