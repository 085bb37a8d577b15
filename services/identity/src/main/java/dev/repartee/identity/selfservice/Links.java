package dev.repartee.identity.selfservice;

import dev.repartee.identity.session.Secret;
import java.net.URI;

/**
 * Links in mails. They carry their code in the fragment, which no server and no log ever sees.
 *
 * @param publicUrl where people reach this system
 */
public record Links(URI publicUrl) {

    /** To a page of one's own account, with the code that it needs. */
    public String to(String page, Secret code) {
        String base = publicUrl.toString().replaceFirst("(?<!/)/+$", "");
        return base + "/account/" + page + "#code=" + code.text();
    }
}
