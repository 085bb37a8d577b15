package dev.repartee.control.access;

import dev.repartee.identity.role.Permission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that an endpoint needs. An endpoint that has neither this nor {@link OpenToAll} is
 * refused to everybody.
 *
 * <p>It also decides what the endpoint's statements see: with a permission of the tenant's scope
 * the caller's tenant alone, see {@link dev.repartee.postgres.TenantScope}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** What the caller's role must hold. */
    Permission value();
}
