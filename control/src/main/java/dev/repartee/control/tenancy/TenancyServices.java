package dev.repartee.control.tenancy;

import dev.repartee.identity.role.Roles;
import dev.repartee.identity.tenancy.Members;

/**
 * What a business administers of itself.
 *
 * @param members who belongs to it
 * @param roles what they may do
 */
public record TenancyServices(Members members, Roles roles) {}
