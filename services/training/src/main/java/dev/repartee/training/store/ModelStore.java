package dev.repartee.training.store;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models of each assistant and which of them is in service. The newest {@value #KEPT} are kept,
 * and the active one.
 */
public final class ModelStore {

    public static final int KEPT = 10;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String OF_OWNER = " WHERE tenant_id = ? AND assistant_id = ? ";
    private static final String ACTIVE =
            """
            SELECT DISTINCT ON (a.tenant_id, a.assistant_id)
                   a.tenant_id, a.assistant_id, a.version, m.checksum
            FROM nlu_activations a LEFT JOIN nlu_models m USING (tenant_id, assistant_id, version)
            ORDER BY a.tenant_id, a.assistant_id, a.activation DESC
            """;

    private final Database database;

    public ModelStore(Database database) {
        this.database = database;
    }

    /**
     * A version in service.
     *
     * @param checksum of its bytes
     */
    public record Active(long version, String checksum) {}

    /** Which version is in service for whom; assistants on the shipped model are left out. */
    public Map<Owner, Active> active() {
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(ACTIVE);
                            ResultSet rows = select.executeQuery()) {
                        Map<Owner, Active> active = new HashMap<>();
                        while (rows.next()) {
                            String checksum = rows.getString("checksum");
                            if (checksum != null) {
                                active.put(
                                        new Owner(
                                                new TenantId(rows.getString("tenant_id")),
                                                new AssistantId(rows.getString("assistant_id"))),
                                        new Active(rows.getLong("version"), checksum));
                            }
                        }
                        return active;
                    }
                });
    }

    /**
     * Stores what a training made, ends the training and, if it was asked for, puts the model into
     * service: all of it or nothing.
     *
     * @return false when the training was cancelled or taken from this worker
     */
    public boolean save(RunStore.Claim claim, byte[] content, String checksum, ModelCard card) {
        return database.transaction(
                connection -> {
                    if (!RunStore.end(connection, claim, RunState.SUCCEEDED, null)) {
                        return false;
                    }
                    try (PreparedStatement insert =
                            Rows.of(
                                    connection,
                                    "INSERT INTO nlu_models (tenant_id, assistant_id, version,"
                                            + " content, checksum, card)"
                                            + " VALUES (?, ?, ?, ?, ?, ?::jsonb)",
                                    claim.owner())) {
                        insert.setLong(3, claim.version());
                        insert.setBytes(4, content);
                        insert.setString(5, checksum);
                        insert.setString(6, MAPPER.writeValueAsString(card));
                        insert.executeUpdate();
                    }
                    if (claim.activate()) {
                        insertActivation(connection, claim.owner(), claim.version());
                    }
                    forgetOld(connection, claim.owner());
                    return true;
                });
    }

    /** The models of an assistant, the newest first. */
    public List<ModelVersion> list(Owner owner) {
        return database.with(
                connection -> {
                    Long active = active(connection, owner);
                    try (PreparedStatement select =
                                    Rows.of(
                                            connection,
                                            "SELECT version, length(content) AS bytes, card,"
                                                    + " created_at FROM nlu_models"
                                                    + OF_OWNER
                                                    + "ORDER BY version DESC",
                                            owner);
                            ResultSet rows = select.executeQuery()) {
                        List<ModelVersion> versions = new ArrayList<>();
                        while (rows.next()) {
                            long version = rows.getLong("version");
                            versions.add(
                                    new ModelVersion(
                                            version,
                                            active != null && active == version,
                                            rows.getLong("bytes"),
                                            MAPPER.readValue(
                                                    rows.getString("card"), ModelCard.class),
                                            Rows.known(rows, "created_at")));
                        }
                        return versions;
                    }
                });
    }

    /** A model's bytes. */
    public Optional<byte[]> content(Owner owner, long version) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            Rows.of(
                                    connection,
                                    "SELECT content FROM nlu_models" + OF_OWNER + "AND version = ?",
                                    owner)) {
                        select.setLong(3, version);
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
                        }
                    }
                });
    }

    /**
     * Puts a version into service.
     *
     * @param version null for the shipped model
     * @throws ReparteeException {@code NOT_FOUND} when there is no such version
     */
    public void activate(Owner owner, @Nullable Long version) {
        database.transaction(
                connection -> {
                    Rows.lockAssistant(connection, owner);
                    if (version != null && !exists(connection, owner, version)) {
                        throw new ReparteeException(
                                ErrorCode.NOT_FOUND, "there is no model version " + version);
                    }
                    Long now = active(connection, owner);
                    if (version == null ? now != null : !version.equals(now)) {
                        insertActivation(connection, owner, version);
                    }
                    return null;
                });
    }

    /** The version that a roll-back would put into service; empty for the shipped model. */
    public Optional<Long> before(Owner owner) {
        return database.with(connection -> Optional.ofNullable(active(connection, owner, 1)));
    }

    /**
     * Puts back into service what was there before the last activation.
     *
     * @throws ReparteeException {@code VERSION_CONFLICT} when nothing was ever activated
     */
    public void rollBack(Owner owner) {
        database.transaction(
                connection -> {
                    Rows.lockAssistant(connection, owner);
                    try (PreparedStatement delete =
                            Rows.of(
                                    connection,
                                    "DELETE FROM nlu_activations WHERE activation = ("
                                            + "SELECT max(activation) FROM nlu_activations"
                                            + OF_OWNER
                                            + ")",
                                    owner)) {
                        if (delete.executeUpdate() == 0) {
                            throw new ReparteeException(
                                    ErrorCode.VERSION_CONFLICT,
                                    "no version was activated before: the shipped model is in"
                                            + " service");
                        }
                        return null;
                    }
                });
    }

    /**
     * Removes a version.
     *
     * @throws ReparteeException {@code VERSION_CONFLICT} when it is in service
     */
    public boolean delete(Owner owner, long version) {
        return database.transaction(
                connection -> {
                    Rows.lockAssistant(connection, owner);
                    Long active = active(connection, owner);
                    if (active != null && active == version) {
                        throw new ReparteeException(
                                ErrorCode.VERSION_CONFLICT,
                                "the version is in service: activate another one first");
                    }
                    try (PreparedStatement delete =
                            Rows.of(
                                    connection,
                                    "DELETE FROM nlu_models" + OF_OWNER + "AND version = ?",
                                    owner)) {
                        delete.setLong(3, version);
                        return delete.executeUpdate() > 0;
                    }
                });
    }

    private static @Nullable Long active(Connection connection, Owner owner) throws SQLException {
        return active(connection, owner, 0);
    }

    /**
     * @param back how many activations to go back
     */
    private static @Nullable Long active(Connection connection, Owner owner, int back)
            throws SQLException {
        try (PreparedStatement select =
                        Rows.of(
                                connection,
                                "SELECT version FROM nlu_activations"
                                        + OF_OWNER
                                        + "ORDER BY activation DESC LIMIT 1 OFFSET "
                                        + back,
                                owner);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getObject(1, Long.class) : null;
        }
    }

    private static boolean exists(Connection connection, Owner owner, long version)
            throws SQLException {
        try (PreparedStatement select =
                Rows.of(
                        connection,
                        "SELECT 1 FROM nlu_models" + OF_OWNER + "AND version = ?",
                        owner)) {
            select.setLong(3, version);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void insertActivation(Connection connection, Owner owner, @Nullable Long version)
            throws SQLException {
        try (PreparedStatement insert =
                Rows.of(
                        connection,
                        "INSERT INTO nlu_activations (tenant_id, assistant_id, version)"
                                + " VALUES (?, ?, ?)",
                        owner)) {
            insert.setObject(3, version);
            insert.executeUpdate();
        }
    }

    private static void forgetOld(Connection connection, Owner owner) throws SQLException {
        Long active = active(connection, owner);
        try (PreparedStatement forget =
                Rows.of(
                        connection,
                        "DELETE FROM nlu_models"
                                + OF_OWNER
                                + "AND version <> ? AND version NOT IN ("
                                + "SELECT version FROM nlu_models"
                                + OF_OWNER
                                + "ORDER BY version DESC LIMIT "
                                + KEPT
                                + ")",
                        owner)) {
            forget.setLong(3, active == null ? 0 : active);
            forget.setString(4, owner.tenant().value());
            forget.setString(5, owner.assistant().value());
            forget.executeUpdate();
        }
    }
}
