package dev.repartee.control.account;

import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.selfservice.Departure;
import dev.repartee.identity.selfservice.OwnData;
import dev.repartee.identity.session.Logins;

/**
 * What belongs to a person by right.
 *
 * @param accounts who they are
 * @param logins tells whether they proved it of late
 * @param data everything that is kept about them
 * @param departure how they go
 */
public record OwnDataServices(
        Accounts accounts, Logins logins, OwnData data, Departure departure) {}
