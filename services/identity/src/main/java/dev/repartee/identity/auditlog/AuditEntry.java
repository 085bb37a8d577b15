package dev.repartee.identity.auditlog;

import dev.repartee.contract.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that was done, or tried.
 *
 * @param tenant whose things it was done to
 * @param at when it was answered, in microseconds as the database keeps them
 * @param actor {@code account:<id>} or {@code key:<prefix>}
 * @param action the endpoint, {@code PUT /api/v1/assistants/{assistantId}}, say
 * @param object the path that was called
 * @param origin the network address that it came from
 * @param status the HTTP status of the answer: 4xx was refused
 */
public record AuditEntry(
        TenantId tenant,
        Instant at,
        String actor,
        String action,
        String object,
        String origin,
        int status) {

    private static final int LONGEST = 1_000;

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        actor = bounded(actor);
        action = bounded(action);
        object = bounded(object);
        origin = bounded(origin);
    }

    /** SHA-256 over the hash before, the number and every field, each led by its length. */
    byte[] hash(byte[] previous, long sequence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            field(out, previous);
            out.writeLong(sequence);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String text : new String[] {tenant.value(), actor, action, object, origin}) {
                field(out, text.getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt(status);
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void field(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Without what PostgreSQL or a terminal can't show. */
    private static String bounded(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
