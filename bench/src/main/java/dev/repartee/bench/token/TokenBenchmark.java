package dev.repartee.bench.token;

import dev.repartee.identity.Authentication;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.role.Permission;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** From the text of a credential to the answer whether its holder may send a message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

    /** An API key: hashed and looked up. */
    @Benchmark
    public boolean apiKey(Credentials credentials) {
        return maySend(credentials, credentials.telling(credentials.apiKey()));
    }

    /** A user token that was seen before. */
    @Benchmark
    public boolean userTokenSeen(Credentials credentials) {
        return maySend(credentials, credentials.telling(credentials.userToken()));
    }

    /** A user token at first sight: its signature is checked. */
    @Benchmark
    public boolean userTokenNew(Credentials credentials) {
        return maySend(credentials, credentials.tellingAnew(credentials.freshUserToken()));
    }

    /** An account's access token that was seen before. */
    @Benchmark
    public boolean accessTokenSeen(Credentials credentials) {
        return maySend(credentials, credentials.telling(credentials.accessToken()));
    }

    /** An account's access token at first sight. */
    @Benchmark
    public boolean accessTokenNew(Credentials credentials) {
        return maySend(credentials, credentials.tellingAnew(credentials.freshAccessToken()));
    }

    /** What a flood of guesses costs. */
    @Benchmark
    public Authentication nonsense(Credentials credentials) {
        return credentials.telling("rp_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private static boolean maySend(Credentials credentials, Authentication outcome) {
        if (outcome instanceof Authenticated(var principal)
                && credentials.identity().may(principal, Permission.MESSAGES_SEND)) {
            return true;
        }
        throw new IllegalStateException("a good credential was refused");
    }
}
