package dev.repartee.egress;

import dev.repartee.egress.EgressFailure.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls URLs that users give, without letting them reach what only insiders may reach.
 *
 * <p>A URL's form, port and host are checked; its name is resolved once and the connection goes to
 * the checked address; so does every redirect. Proxies, cookies, credentials and compression are
 * not used, nothing is retried. One time limit holds for all of a call, the name look-up included.
 * Blocks the caller's virtual thread; interrupting it ends the call. Thread-safe.
 */
public final class EgressHttp implements AutoCloseable {

    private final EgressPolicy policy;
    private final EgressConfig config;
    private final HopClient client;
    private final Semaphore calls;
    private final MeterRegistry meters;

    /** Uses the resolver of the operating system. */
    public EgressHttp(EgressConfig config, MeterRegistry meters) {
        this(config, Names.SYSTEM, meters);
    }

    /**
     * @param names turns names into addresses
     */
    public EgressHttp(EgressConfig config, Names names, MeterRegistry meters) {
        this.config = config;
        this.policy = new EgressPolicy(config);
        this.client = new HopClient(policy, names, config);
        this.calls = new Semaphore(config.connections(), true);
        this.meters = meters;
    }

    /** What may be called. */
    public EgressPolicy policy() {
        return policy;
    }

    /** Calls and reads the whole answer. */
    public EgressAnswer call(EgressRequest request) throws EgressFailure, InterruptedException {
        return call(
                request,
                (head, body) ->
                        new EgressAnswer(
                                head.status(), head.headers(), head.url(), body.readAllBytes()));
    }

    /** Calls and lets a reader read the answer while it comes. */
    public <T> T call(EgressRequest request, EgressAnswer.Reader<T> reader)
            throws EgressFailure, InterruptedException {
        try {
            T read = within(request.limits().time(), request, reader);
            count("done");
            return read;
        } catch (EgressFailure failure) {
            count(failure.kind().word());
            throw failure;
        }
    }

    private <T> T within(Duration time, EgressRequest request, EgressAnswer.Reader<T> reader)
            throws EgressFailure, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        if (!calls.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new EgressFailure(Kind.TIMEOUT, "too many calls are under way");
        }
        Journey<T> journey =
                new Journey<>(client, policy, request, reader, config.redirects(), end);
        // Its own thread, since a name look-up can't be ended: whoever waits goes on in time.
        FutureTask<T> task = new FutureTask<>(journey::run);
        Thread.ofVirtual()
                .name("egress")
                .start(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                calls.release();
                            }
                        });
        try {
            return task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            journey.cancel();
            task.cancel(true);
            throw new EgressFailure(Kind.TIMEOUT, "there was no whole answer in time");
        } catch (InterruptedException e) {
            journey.cancel();
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Faults.of(e.getCause());
        }
    }

    private void count(String outcome) {
        Counter.builder("repartee_egress_calls")
                .description("Calls to URLs that users gave, by outcome")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    @Override
    public void close() {
        client.close();
    }
}
