package dev.repartee.app.guard;

import dev.repartee.app.node.Stores;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.inference.guard.Guards;
import dev.repartee.inference.guard.HttpModerator;
import dev.repartee.inference.guard.ModerationConfig;
import dev.repartee.inference.guard.Moderator;
import dev.repartee.inference.guard.Protection;
import dev.repartee.runtime.Periodic;
import dev.repartee.safety.SafetyLog;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolStore;
import dev.repartee.tools.call.Toolbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What lies between models and the world in this process, with its audits. */
public final class Safeguards implements AutoCloseable {

    private static final Duration FORGET_EVERY = Duration.ofHours(6);

    private final SafetyLog decisions;
    private final ToolCallLog calls;
    private final EgressHttp egress;
    private final Toolbox toolbox;
    private final Protection protection;
    private final @Nullable HttpModerator moderator;
    private final Periodic forgetting =
            Periodic.fromStart("safety-forgetting", FORGET_EVERY, this::forgetOld);

    /** Reads rules and tools now, and again whenever they change. */
    public Safeguards(
            Stores stores,
            ModerationConfig moderation,
            EgressConfig egressConfig,
            MeterRegistry meters,
            Clock clock) {
        SafetyRuleStore rules = new SafetyRuleStore(stores.main());
        rules.refresh();
        stores.versions().subscribe(SafetyRuleStore.CACHE, version -> rules.refresh());
        decisions = new SafetyLog(stores.main(), meters, clock);
        moderator = moderation.url() == null ? null : new HttpModerator(moderation, meters, clock);
        egress = new EgressHttp(egressConfig, meters);
        ToolStore tools = new ToolStore(stores.main(), stores.secrets(), egress.policy());
        tools.refresh();
        stores.versions().subscribe(ToolStore.CACHE, version -> tools.refresh());
        calls = new ToolCallLog(stores.main(), "tool_calls", meters);
        toolbox = new Toolbox(tools, egress, calls::add, meters, clock);
        protection =
                new Protection(
                        new Guards(
                                rules::of,
                                decisions,
                                moderator == null ? Moderator.NONE : moderator,
                                clock),
                        toolbox);
        forgetting.start();
    }

    /** What lies between models and the world. */
    public Protection protection() {
        return protection;
    }

    private void forgetOld() {
        decisions.forgetOld();
        calls.forgetOld();
    }

    @Override
    public void close() {
        forgetting.close();
        decisions.close();
        calls.close();
        toolbox.close();
        egress.close();
        if (moderator != null) {
            moderator.close();
        }
    }
}
