package dev.repartee.control.audit;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.account.EmailAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose credential a call was meant to be, should it be refused. Told before anybody knows whether
 * there is such an account, and looked up later, so that no caller can feel it.
 */
public sealed interface Attempted {

    /** Somebody who said which address is theirs. */
    record Person(EmailAddress email) implements Attempted {

        /** Without what was typed. */
        @Override
        public String toString() {
            return "Person[]";
        }
    }

    /** Somebody whose password was right. */
    record Holder(AccountId account) implements Attempted {}

    /** An API key that is worth nothing (any more), by its public part. */
    record Key(String prefix) implements Attempted {}

    /** Nobody said who they are. */
    record Nobody() implements Attempted {}

    /** Notes whom a sign-in is for. */
    static void note(HttpServletRequest request, Person person) {
        request.setAttribute(Attempted.class.getName(), person);
    }

    /** Notes whom the next step of a sign-in is for. */
    static void note(HttpServletRequest request, AccountId account) {
        request.setAttribute(Attempted.class.getName(), new Holder(account));
    }

    /** What was noted, or what the credential itself says. */
    static Attempted of(HttpServletRequest request) {
        if (request.getAttribute(Attempted.class.getName()) instanceof Attempted noted) {
            return noted;
        }
        String header = request.getHeader("Authorization");
        Matcher key = Bearer.KEY.matcher(header == null ? "" : header);
        return key.lookingAt() ? new Key(key.group(1)) : new Nobody();
    }

    /** The form of an API key in a header. */
    final class Bearer {

        private static final Pattern KEY = Pattern.compile("(?i:Bearer) +rp_([A-Za-z0-9]{1,16})_");

        private Bearer() {}
    }
}
