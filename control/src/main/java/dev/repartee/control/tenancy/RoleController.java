package dev.repartee.control.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.role.TenantRole;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the roles of the caller's business may do. */
@RestController
@ConditionalOnBean(TenancyServices.class)
@RequestMapping("/api/v1/roles")
class RoleController {

    private final TenancyServices services;

    RoleController(TenancyServices services) {
        this.services = services;
    }

    /**
     * A role.
     *
     * @param id its name
     * @param name what people call it
     * @param own whether this business made it
     * @param permissions what it may do
     */
    record RoleView(String id, String name, boolean own, List<String> permissions) {

        static RoleView of(TenantRole role) {
            return new RoleView(role.id().value(), role.name(), true, words(role.permissions()));
        }

        static RoleView of(Role role) {
            return new RoleView(role.word(), role.word(), false, words(role.permissions()));
        }

        private static List<String> words(Set<Permission> permissions) {
            return permissions.stream().sorted().map(Permission::word).toList();
        }
    }

    /**
     * The roles that a member may have.
     *
     * @param roles those of every tenant first
     */
    record RoleList(List<RoleView> roles) {}

    /**
     * A role to be.
     *
     * @param name what people call it; its id when absent
     * @param permissions what it may do
     */
    record RoleBody(@Nullable String name, @Nullable List<String> permissions) {}

    @Operation(summary = "List the roles and what they may do")
    @Needs(Permission.ROLES_READ)
    @GetMapping
    RoleList list(Caller caller) {
        return new RoleList(
                Stream.concat(
                                Arrays.stream(Role.values())
                                        .filter(
                                                role ->
                                                        services.roles()
                                                                .knows(caller.tenant(), role.id()))
                                        .map(RoleView::of),
                                services.roles().list(caller.tenant()).stream().map(RoleView::of))
                        .toList());
    }

    @Operation(
            summary = "Make a role of permissions, or replace one",
            description = "It may hold nothing that the caller may not do.")
    @Needs(Permission.ROLES_CHANGE)
    @PutMapping("/{roleId}")
    RoleView put(Caller caller, @PathVariable String roleId, @RequestBody RoleBody body) {
        RoleId id = new RoleId(roleId);
        TenantRole role =
                new TenantRole(
                        caller.tenant(),
                        id,
                        body.name() == null ? roleId : body.name().strip(),
                        permissions(body));
        if (!caller.mayAll(role.permissions())) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "the role would hold what you may not do yourself");
        }
        RoleGift.within(caller, services.roles(), id);
        services.roles().save(role);
        return RoleView.of(role);
    }

    @Operation(summary = "End a role; whoever has it may do nothing until they get another")
    @Needs(Permission.ROLES_CHANGE)
    @DeleteMapping("/{roleId}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String roleId) {
        RoleId id = new RoleId(roleId);
        RoleGift.within(caller, services.roles(), id);
        if (!services.roles().delete(caller.tenant(), id)) {
            throw new ReparteeException(
                    ErrorCode.NOT_FOUND, "this tenant made no role '" + roleId + "'");
        }
        return ResponseEntity.noContent().build();
    }

    private static Set<Permission> permissions(RoleBody body) {
        Set<Permission> permissions = new HashSet<>();
        for (String word : body.permissions() == null ? List.<String>of() : body.permissions()) {
            permissions.add(
                    Permission.of(word)
                            .orElseThrow(
                                    () ->
                                            new ReparteeException(
                                                    ErrorCode.INVALID_FIELD,
                                                    "permissions: there is none of that name")));
        }
        return permissions;
    }
}
