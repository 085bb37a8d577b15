package dev.repartee.identity.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where browsers may be sent when they come back: a short list of whole addresses. What is not on
 * it, to the letter, is refused before anybody leaves.
 *
 * @param home our own page
 * @param others what else the operator allows
 */
public record Redirects(URI home, List<URI> others) {

    public Redirects {
        others = List.copyOf(others);
    }

    /** The page of the public address, and the operator's. */
    public static Redirects of(URI publicUrl, List<URI> others) {
        return new Redirects(
                URI.create(publicUrl.toString().replaceFirst("(?<!/)/+$", "") + "/sign-in"),
                others);
    }

    URI allowed(@Nullable URI wish) {
        if (wish == null || wish.equals(home)) {
            return home;
        }
        return others.stream()
                .filter(one -> one.toString().equals(wish.toString()))
                .findAny()
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.INVALID_FIELD,
                                        "redirect is none of the addresses that are allowed"));
    }
}
