package dev.repartee.identity.session;

import java.util.Arrays;

/** How somebody proved who they are; the words are those of RFC 8176 where it has one. */
public enum Method {
    PASSWORD("pwd"),
    ONE_TIME_CODE("otp"),
    RECOVERY_CODE("recovery"),
    PASSKEY("hwk"),
    IDENTITY_PROVIDER("federated"),
    /** The provider that the business of the login brings for its own people. */
    BUSINESS_PROVIDER("sso");

    private final String word;

    Method(String word) {
        this.word = word;
    }

    /** Its word in tables and tokens. */
    public String word() {
        return word;
    }

    static Method of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no method is called " + word));
    }
}
