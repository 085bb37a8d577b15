package dev.repartee.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.access.DeclaredEndpoints.Declared;
import dev.repartee.control.access.Endpoints.Need;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may call what, generated from the code and compared with the table that people agreed on. */
class RoleMatrixTest {

    private static final Path AGREED = Path.of("src/test/resources/role-matrix.txt");

    @Test
    void everyEndpointNamesItsPermissionOrWhyItIsOpen() {
        assertThat(DeclaredEndpoints.all())
                .isNotEmpty()
                .filteredOn(one -> one.need() instanceof Need.Unnamed)
                .isEmpty();
    }

    /**
     * When this fails, somebody may do more, or less, than was agreed. If that is meant, copy
     * {@code target/role-matrix.txt} over the table.
     */
    @Test
    void rolesMayCallWhatTheTableSays() throws IOException {
        List<String> rows =
                DeclaredEndpoints.all().stream().map(RoleMatrixTest::row).distinct().toList();
        Files.write(Path.of("target/role-matrix.txt"), rows);
        assertThat(rows).containsExactlyElementsOf(Files.readAllLines(AGREED));
    }

    @Test
    void nobodyOfTheTenantReachesThePlatform() {
        assertThat(tenantRoles().flatMap(role -> role.permissions().stream()))
                .noneMatch(one -> one.scope() == Permission.Scope.PLATFORM);
    }

    @Test
    void theOperatorReachesNothingOfATenant() {
        assertThat(Role.OPERATOR.permissions())
                .noneMatch(one -> one.scope() == Permission.Scope.TENANT);
    }

    private static Stream<Role> tenantRoles() {
        return Arrays.stream(Role.values()).filter(role -> role != Role.OPERATOR);
    }

    private static String row(Declared endpoint) {
        String who =
                switch (endpoint.need()) {
                    case Need.Nothing open -> "everybody";
                    case Need.Holds holds ->
                            holds.permission().word()
                                    + ": "
                                    + Arrays.stream(Role.values())
                                            .filter(role -> role != Role.END_USER)
                                            .filter(
                                                    role ->
                                                            role.permissions()
                                                                    .contains(holds.permission()))
                                            .map(Role::word)
                                            .collect(Collectors.joining(" "));
                    case Need.NoEndpoint none -> "nobody";
                    case Need.Unnamed unnamed -> "nobody";
                };
        return endpoint.name() + " | " + who;
    }
}
