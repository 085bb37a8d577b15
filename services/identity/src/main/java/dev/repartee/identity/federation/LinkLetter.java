package dev.repartee.identity.federation;

import dev.repartee.identity.account.EmailAddress;
import dev.repartee.mail.Mail;

/** Tells somebody of a new way into their account. */
final class LinkLetter {

    private LinkLetter() {}

    static Mail to(EmailAddress address, String label) {
        return new Mail(
                address.value(),
                "A new way into your account",
                """
                From now on you can sign in through %s. If it was not you who did this, remove it
                in the settings of your account and choose a new password.
                """
                        .formatted(label));
    }
}
