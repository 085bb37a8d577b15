package dev.repartee.app.guard;

import dev.repartee.app.node.Stores;
import dev.repartee.control.safety.SafetyServices;
import dev.repartee.control.tool.ToolServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.safety.SafetyAudit;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolStore;
import dev.repartee.tools.call.Toolbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** What the control plane needs to administer safety and tools. */
public final class GuardDesk implements AutoCloseable {

    private final SafetyServices safety;
    private final ToolServices tools;
    private final EgressHttp egress;

    public GuardDesk(Stores stores, EgressConfig config, MeterRegistry meters, Clock clock) {
        SafetyRuleStore rules = new SafetyRuleStore(stores.main());
        rules.refresh();
        stores.versions().subscribe(SafetyRuleStore.CACHE, version -> rules.refresh());
        safety = new SafetyServices(rules, new SafetyAudit(stores.main()));
        egress = new EgressHttp(config, meters);
        ToolStore store = new ToolStore(stores.main(), stores.secrets(), egress.policy());
        store.refresh();
        stores.versions().subscribe(ToolStore.CACHE, version -> store.refresh());
        ToolCallLog calls = new ToolCallLog(stores.main(), "tool_trials", meters);
        tools =
                new ToolServices(
                        store,
                        new Toolbox(store, egress, calls::add, meters, clock),
                        calls,
                        egress.policy());
    }

    /** For the controllers of safety. */
    public SafetyServices safety() {
        return safety;
    }

    /** For the controller of tools. */
    public ToolServices tools() {
        return tools;
    }

    @Override
    public void close() {
        tools.calls().close();
        tools.toolbox().close();
        egress.close();
    }
}
