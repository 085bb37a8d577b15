package dev.repartee.identity.signin;

import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.sso.RequiredProviders;
import dev.repartee.postgres.Database;
import java.time.Clock;

/**
 * Who may come in, and what they have to show.
 *
 * @param accounts the people
 * @param memberships where they belong
 * @param factors what they show beside a password
 * @param tickets sign-ins that are under way
 * @param providers through whom people of some businesses have to come
 */
public record Doors(
        Accounts accounts,
        Memberships memberships,
        SecondFactors factors,
        Tickets tickets,
        RequiredProviders providers) {

    public Doors(
            Accounts accounts,
            Memberships memberships,
            SecondFactors factors,
            Database database,
            Clock clock) {
        this(
                accounts,
                memberships,
                factors,
                new Tickets(database, clock),
                new RequiredProviders(database));
    }
}
