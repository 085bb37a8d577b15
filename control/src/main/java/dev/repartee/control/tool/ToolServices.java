package dev.repartee.control.tool;

import dev.repartee.egress.EgressPolicy;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolStore;
import dev.repartee.tools.call.Toolbox;

/**
 * What the tool controller administers.
 *
 * @param tools of each assistant
 * @param toolbox tries them
 * @param calls the audit of calls
 * @param policy what may be called at all
 */
public record ToolServices(
        ToolStore tools, Toolbox toolbox, ToolCallLog calls, EgressPolicy policy) {}
