package dev.repartee.identity.sso;

import java.util.List;

/** Knows the TXT records of the DNS. */
@FunctionalInterface
public interface TxtRecords {

    /** Those of a name; none when there are none, or nobody answers. Blocks. */
    List<String> of(String name);
}
