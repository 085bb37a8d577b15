package dev.repartee.control.key;

import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.session.Logins;

/**
 * What keys are made with.
 *
 * @param keys the keys
 * @param roles what they may do
 * @param logins how long ago people proved who they are
 */
public record ApiKeyServices(ApiKeys keys, Roles roles, Logins logins) {}
