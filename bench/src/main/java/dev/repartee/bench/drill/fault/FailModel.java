package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;
import dev.repartee.bench.stub.StubFaults;

/** A model and an NLP service that fail in some way. */
public record FailModel(StubFaults how) implements Fault {

    @Override
    public void inject(Site site) {
        site.model().fail(how);
    }

    @Override
    public void heal(Site site) {
        site.model().fail(StubFaults.NONE);
    }
}
