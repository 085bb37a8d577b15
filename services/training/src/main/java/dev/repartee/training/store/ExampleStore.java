package dev.repartee.training.store;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.RefusedData;
import dev.repartee.training.example.ExampleCodec;
import dev.repartee.training.example.ExampleSet;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;

/** The examples of each assistant: what the next training learns from. */
public final class ExampleStore {

    private static final String SAVE =
            """
            INSERT INTO nlu_examples (tenant_id, assistant_id, content, content_hash, examples, intents)
            VALUES (?, ?, ?, md5(?), ?, ?)
            ON CONFLICT (tenant_id, assistant_id) DO UPDATE
            SET content = excluded.content, content_hash = excluded.content_hash,
                examples = excluded.examples, intents = excluded.intents, updated_at = now()
            """;

    private final Database database;

    public ExampleStore(Database database) {
        this.database = database;
    }

    /** Replaces the assistant's examples. */
    public void save(Owner owner, List<Example> examples) {
        byte[] content = ExampleCodec.encode(examples);
        int intents = (int) examples.stream().map(Example::intent).distinct().count();
        try {
            database.with(
                    connection -> {
                        try (PreparedStatement save = Rows.of(connection, SAVE, owner)) {
                            save.setBytes(3, content);
                            save.setBytes(4, content);
                            save.setInt(5, examples.size());
                            save.setInt(6, intents);
                            return save.executeUpdate();
                        }
                    });
        } catch (RefusedData e) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT,
                    "there is no assistant '" + owner.assistant() + "'",
                    e);
        }
    }

    /** What there is, without the examples themselves. */
    public Optional<ExampleSet> find(Owner owner) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            Rows.of(
                                    connection,
                                    "SELECT examples, intents, updated_at FROM nlu_examples"
                                            + " WHERE tenant_id = ? AND assistant_id = ?",
                                    owner)) {
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(
                                            new ExampleSet(
                                                    rows.getInt(1),
                                                    rows.getInt(2),
                                                    Rows.known(rows, "updated_at")))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** The examples themselves, as they are stored. */
    public Optional<byte[]> content(Owner owner) {
        return database.with(
                connection -> {
                    try (PreparedStatement select =
                            Rows.of(
                                    connection,
                                    "SELECT content FROM nlu_examples"
                                            + " WHERE tenant_id = ? AND assistant_id = ?",
                                    owner)) {
                        try (ResultSet rows = select.executeQuery()) {
                            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
                        }
                    }
                });
    }

    /** Forgets the assistant's examples; models stay. */
    public boolean delete(Owner owner) {
        return database.with(
                connection -> {
                    try (PreparedStatement delete =
                            Rows.of(
                                    connection,
                                    "DELETE FROM nlu_examples"
                                            + " WHERE tenant_id = ? AND assistant_id = ?",
                                    owner)) {
                        return delete.executeUpdate() > 0;
                    }
                });
    }
}
