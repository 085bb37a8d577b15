package dev.repartee.inference.context;

import dev.repartee.inference.memory.SummaryMemory;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.redis.RedisLink;
import dev.repartee.usage.ModelCosts;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps prompts small and replies affordable.
 *
 * @param costs counts calls and knows the budgets
 * @param summaries how older turns are summed up
 */
public record Economy(ModelCosts costs, SummaryConfig summaries) {

    private static final Logger log = LoggerFactory.getLogger(Economy.class);

    /**
     * Summaries as they are configured; by picked sentences when the model is not one of this
     * deployment's.
     */
    public Summaries writeSummaries(ModelEndpoints models, RedisLink redis, Clock clock) {
        SummaryMemory memory = new SummaryMemory(redis);
        String name = summaries.model();
        if (name == null) {
            return new Summaries(memory, null, summaries.tokens());
        }
        int slash = name.indexOf('/');
        GuardedModel model = models.find(slash < 0 ? name : name.substring(0, slash)).orElse(null);
        if (model == null) {
            log.atError()
                    .addKeyValue("endpoint", name)
                    .log("summaries name a model that this deployment does not have");
            return new Summaries(memory, null, summaries.tokens());
        }
        return new Summaries(
                memory,
                new SummaryWriter(model, name, costs, summaries.atOnce(), clock),
                summaries.tokens());
    }
}
