package dev.repartee.identity.selfservice;

import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.session.Secret;
import dev.repartee.mail.Mail;
import java.net.URI;

/** The letters about accounts. */
final class Letters {

    private final URI publicUrl;
    private final Links links;

    Letters(URI publicUrl) {
        this.publicUrl = publicUrl;
        this.links = new Links(publicUrl);
    }

    Mail verify(EmailAddress to, Secret code) {
        return new Mail(
                to.value(),
                "Confirm your address",
                """
                Somebody, most likely you, registered with this address. To begin, open

                %s

                within a day. If it was not you, do nothing: no account is made.
                """
                        .formatted(links.to("verify", code)));
    }

    Mail alreadyThere(EmailAddress to) {
        return new Mail(
                to.value(),
                "You have an account already",
                """
                Somebody, most likely you, tried to register with this address, which has an
                account. Sign in at %s, or reset your password there. If it was not you, do
                nothing: nothing was changed.
                """
                        .formatted(publicUrl));
    }

    Mail reset(EmailAddress to, Secret code) {
        return new Mail(
                to.value(),
                "Choose a new password",
                """
                Somebody, most likely you, asked for a new password. To choose one, open

                %s

                within half an hour. If it was not you, do nothing: your password stays.
                """
                        .formatted(links.to("reset", code)));
    }

    Mail passwordChanged(EmailAddress to) {
        return new Mail(
                to.value(),
                "Your password was changed",
                """
                The password of your account was changed, and every device was signed out. If
                it was not you, choose a new one at %s at once.
                """
                        .formatted(publicUrl));
    }

    Mail factorsChanged(EmailAddress to, String what) {
        return new Mail(
                to.value(),
                "How you sign in was changed",
                """
                Of your account, %s. If it was not you, end all sessions and choose a new
                password at %s at once.
                """
                        .formatted(what, publicUrl));
    }

    Mail confirmChange(EmailAddress to, Secret code) {
        return new Mail(
                to.value(),
                "Confirm your new address",
                """
                To sign in with this address from now on, open

                %s

                within a day.
                """
                        .formatted(links.to("change-email", code)));
    }

    Mail changeAsked(EmailAddress old, EmailAddress wished) {
        return new Mail(
                old.value(),
                "Your address is about to change",
                """
                Somebody who is signed in to your account asked to change its address to %s.
                If it was not you, end all sessions and choose a new password at %s.
                """
                        .formatted(wished, publicUrl));
    }

    Mail deleted(EmailAddress to) {
        return new Mail(
                to.value(),
                "Your account was deleted",
                """
                The account of this address was deleted, as its owner asked while signed in.
                Nothing of it is kept but what the businesses that it worked for wrote down
                about their own affairs. If it was not you, tell whoever runs %s.
                """
                        .formatted(publicUrl));
    }
}
