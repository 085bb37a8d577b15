package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import dev.repartee.embedded.TestEngines;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database with one tenant, and a clock that moves when told. */
final class Fixture {

    static final TenantId ACME = new TenantId("acme");

    final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    final IdentityDatabase database = new IdentityDatabase(dataSource);
    final MovableClock clock = new MovableClock();
    final Tenants tenants = new Tenants(database);

    Fixture() throws Exception {
        TestEngines.Database place = TestEngines.postgres();
        dataSource.setUrl(place.url());
        dataSource.setUser(place.user());
        dataSource.setPassword(place.password());
        try (InputStream script = Fixture.class.getResourceAsStream("/db/main/V1__backbone.sql");
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        tenants.save(new Tenant(ACME, "Acme", Set.of("email"), "DE"));
    }

    /** Turns each byte around: enough to see that the stored form is not the plain one. */
    static final class TurningWrap implements KeyWrap {
        @Override
        public byte[] wrap(byte[] secret, String name) {
            byte[] turned = secret.clone();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = (byte) (turned[i] ^ name.hashCode());
            }
            return turned;
        }

        @Override
        public byte[] unwrap(byte[] wrapped, String name) {
            return wrap(wrapped, name);
        }
    }

    static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-05-01T10:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
