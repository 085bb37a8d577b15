package dev.repartee.identity.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which passwords are good enough: long, hard to guess by zxcvbn's measure, in no known breach. No
 * rules about kinds of characters: they make passwords worse.
 */
public final class PasswordPolicy {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;

    /** What is measured of a password: the measure takes long for long ones. */
    private static final int MEASURED = 64;

    /** Of 4: safe against a thief of the hashes who tries 10^10 of them. */
    private static final int STRENGTH = 3;

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final BreachedPasswords breached;

    public PasswordPolicy(BreachedPasswords breached) {
        this.breached = breached;
    }

    /**
     * Refuses what is not good enough.
     *
     * @param context what an attacker would try first: name, address
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} saying what is wrong, never
     *     the password
     */
    public void check(String password, List<String> context) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw weak("must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        List<String> guessed = new ArrayList<>(context);
        guessed.add("repartee");
        String measured = password.substring(0, Math.min(MEASURED, password.length()));
        if (zxcvbn.measure(measured, guessed).getScore() < STRENGTH) {
            throw weak("is too easy to guess; take more words that don't belong together");
        }
        if (breached.contains(password)) {
            throw weak("is known to others from a breach; take another one");
        }
    }

    private static ReparteeException weak(String why) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, "the password " + why);
    }
}
