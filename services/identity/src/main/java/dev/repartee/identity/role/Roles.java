package dev.repartee.identity.role;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What each role may do, in memory: those that every tenant has and those that tenants made.
 * Thread-safe.
 */
public final class Roles {

    /** The name of the tenants' own roles among the cache versions. */
    public static final String CACHE = "tenant_roles";

    /** The name of the memberships among the cache versions. */
    public static final String MEMBERSHIPS = "memberships";

    /** Most roles that one tenant may make. */
    public static final int MOST = 50;

    private record Key(TenantId tenant, RoleId role) {}

    private record Seat(TenantId tenant, AccountId account) {}

    private final Database database;
    private final Predicate<TenantId> suspended;
    private final Guests guests;

    // Replaced whole by refresh(); read by every thread.
    private volatile Map<Key, TenantRole> snapshot = Map.of();

    // The same.
    private volatile Map<Seat, RoleId> seats = Map.of();

    /** Where no tenant is stopped, and nobody is a guest. */
    public Roles(Database database) {
        this(database, tenant -> false, Guests.NONE);
    }

    /**
     * @param suspended tells from memory which tenants are stopped
     * @param guests who may look into a tenant without being a member
     */
    public Roles(Database database, Predicate<TenantId> suspended, Guests guests) {
        this.database = database;
        this.suspended = suspended;
        this.guests = guests;
    }

    /** Reads all roles and who has which anew; blocks. On failure the old snapshot stays. */
    public void refresh() {
        snapshot = database.everywhere(Roles::read);
        seats = database.everywhere(Roles::readSeats);
    }

    /** What the role may do; nothing when there is no such role (any more). Memory only. */
    public Set<Permission> permissions(TenantId tenant, RoleId role) {
        return Role.of(role)
                .map(Role::permissions)
                .or(() -> find(tenant, role).map(TenantRole::permissions))
                .orElse(Set.of());
    }

    /**
     * The principal with what its role may do now: an account's by its membership, whatever its
     * token says, so that who is demoted or let go may do nothing more within a second or two. In a
     * tenant that is stopped people keep their own account alone. Memory only.
     */
    public Granted granted(Principal principal) {
        boolean stopped = suspended.test(principal.tenant());
        return new Granted(
                principal,
                switch (principal) {
                    case Principal.AccountPrincipal account ->
                            guest(account)
                                    ? guests.permissions(account)
                                    : stopped ? ownAccount(seat(account)) : seat(account);
                    case Principal.ApiKeyPrincipal key -> stopped ? Set.of() : narrowed(key);
                    case Principal.UserPrincipal user ->
                            stopped ? Set.of() : Role.END_USER.permissions();
                });
    }

    /** Whether the tenant is stopped. Memory only. */
    public boolean suspended(TenantId tenant) {
        return suspended.test(tenant);
    }

    /**
     * Whether it is an account that may look into a tenant that it is no member of. Memory only.
     */
    public boolean guest(Principal principal) {
        return principal instanceof Principal.AccountPrincipal account
                && !seats.containsKey(new Seat(account.tenant(), account.account()))
                && !guests.permissions(account).isEmpty();
    }

    /**
     * Writes down what a guest looks at, in the log of the tenant; does nothing for anybody else.
     * Blocks, and throws when it can't be written: then nothing must be shown.
     */
    public void look(Principal principal, String action, Guests.Look look) {
        if (principal instanceof Principal.AccountPrincipal account && guest(account)) {
            guests.look(account, action, look);
        }
    }

    private Set<Permission> narrowed(Principal.ApiKeyPrincipal key) {
        Set<Permission> ofRole = permissions(key.tenant(), key.role());
        Set<Permission> scopes = key.scopes();
        return scopes == null
                ? ofRole
                : ofRole.stream().filter(scopes::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Every member may look after their own account, whatever their role says. */
    private Set<Permission> seat(Principal.AccountPrincipal account) {
        RoleId role = seats.get(new Seat(account.tenant(), account.account()));
        if (role == null) {
            return Set.of();
        }
        Set<Permission> held = permissions(account.tenant(), role);
        if (held.contains(Permission.OWN_ACCOUNT)) {
            return held;
        }
        Set<Permission> widened = EnumSet.of(Permission.OWN_ACCOUNT);
        widened.addAll(held);
        return widened;
    }

    private static Set<Permission> ownAccount(Set<Permission> permissions) {
        return permissions.contains(Permission.OWN_ACCOUNT)
                ? Set.of(Permission.OWN_ACCOUNT)
                : Set.of();
    }

    /** Whether a membership or a key of the tenant may have that role. Memory only. */
    public boolean knows(TenantId tenant, RoleId role) {
        return Role.of(role)
                .map(one -> one != Role.END_USER && one != Role.OPERATOR)
                .orElseGet(() -> find(tenant, role).isPresent());
    }

    /** The tenant's own role of that name. Memory only. */
    public Optional<TenantRole> find(TenantId tenant, RoleId role) {
        return Optional.ofNullable(snapshot.get(new Key(tenant, role)));
    }

    /** The tenant's own roles, by name. Memory only. */
    public List<TenantRole> list(TenantId tenant) {
        return snapshot.values().stream()
                .filter(role -> role.tenant().equals(tenant))
                .sorted(Comparator.comparing(role -> role.id().value()))
                .toList();
    }

    /**
     * Makes a role or replaces it; blocks. This process knows it at once, others within a second.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} when the tenant has {@value
     *     #MOST} roles already
     */
    public void save(TenantRole role) {
        if (find(role.tenant(), role.id()).isEmpty() && list(role.tenant()).size() >= MOST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "a tenant may have " + MOST + " roles of its own");
        }
        database.with(
                connection -> {
                    try (PreparedStatement upsert =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO tenant_roles (tenant_id, role_id, name, permissions)
                                    VALUES (?, ?, ?, ?)
                                    ON CONFLICT (tenant_id, role_id) DO UPDATE
                                    SET name = excluded.name, permissions = excluded.permissions
                                    """)) {
                        upsert.setString(1, role.tenant().value());
                        upsert.setString(2, role.id().value());
                        upsert.setString(3, role.name());
                        upsert.setArray(
                                4,
                                connection.createArrayOf(
                                        "text",
                                        role.permissions().stream()
                                                .map(Permission::word)
                                                .sorted()
                                                .toArray()));
                        return upsert.executeUpdate();
                    }
                });
        refresh();
    }

    /**
     * Ends a role: who had it may do nothing from now on. Blocks. False when there is none of that
     * name.
     */
    public boolean delete(TenantId tenant, RoleId role) {
        boolean deleted =
                database.with(
                        connection -> {
                            try (PreparedStatement delete =
                                    connection.prepareStatement(
                                            "DELETE FROM tenant_roles"
                                                    + " WHERE tenant_id = ? AND role_id = ?")) {
                                delete.setString(1, tenant.value());
                                delete.setString(2, role.value());
                                return delete.executeUpdate() > 0;
                            }
                        });
        refresh();
        return deleted;
    }

    private static Map<Key, TenantRole> read(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT tenant_id, role_id, name, permissions FROM tenant_roles");
                ResultSet rows = statement.executeQuery()) {
            Map<Key, TenantRole> roles = new HashMap<>();
            while (rows.next()) {
                TenantRole role =
                        new TenantRole(
                                new TenantId(rows.getString("tenant_id")),
                                new RoleId(rows.getString("role_id")),
                                rows.getString("name"),
                                known((String[]) rows.getArray("permissions").getArray()));
                roles.put(new Key(role.tenant(), role.id()), role);
            }
            return Map.copyOf(roles);
        }
    }

    private static Map<Seat, RoleId> readSeats(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT tenant_id, account_id, role FROM memberships");
                ResultSet rows = statement.executeQuery()) {
            Map<Seat, RoleId> seats = new HashMap<>();
            while (rows.next()) {
                seats.put(
                        new Seat(
                                new TenantId(rows.getString("tenant_id")),
                                new AccountId(rows.getString("account_id"))),
                        new RoleId(rows.getString("role")));
            }
            return Map.copyOf(seats);
        }
    }

    /** A word that this version does not know any more permits nothing. */
    private static Set<Permission> known(String[] words) {
        return Arrays.stream(words)
                .flatMap(word -> Permission.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
