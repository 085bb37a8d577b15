package dev.repartee.training;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.slot.SlotTagger;
import dev.repartee.training.encoder.Blend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model's bytes: a magic number, the version of this format, and named sections. What a section
 * holds is its writer's business; sections of unknown names are skipped.
 */
final class ModelFile {

    private static final int MAGIC = 0x524E4C55;
    private static final int FORMAT = 1;
    private static final int MOST_SECTIONS = 16;
    private static final String INTENTS = "intents";
    private static final String SLOTS = "slots";
    private static final String BLEND = "blend";

    private ModelFile() {}

    static byte[] write(Learnt learnt) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            var intents = new ByteArrayOutputStream();
            learnt.intents().writeTo(intents);
            Map<String, byte[]> sections = new LinkedHashMap<>();
            sections.put(INTENTS, intents.toByteArray());
            if (learnt.slots() != null) {
                var slots = new ByteArrayOutputStream();
                learnt.slots().writeTo(slots);
                sections.put(SLOTS, slots.toByteArray());
            }
            if (learnt.blend() != null) {
                var blend = new ByteArrayOutputStream();
                learnt.blend().writeTo(new DataOutputStream(blend));
                sections.put(BLEND, blend.toByteArray());
            }
            out.writeInt(MAGIC);
            out.writeByte(FORMAT);
            out.writeByte(sections.size());
            for (Map.Entry<String, byte[]> section : sections.entrySet()) {
                out.writeUTF(section.getKey());
                out.writeInt(section.getValue().length);
                out.write(section.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws UnreadableModelException when these are not a model's bytes, or those of another
     *     format
     */
    static Learnt read(byte[] content) throws UnreadableModelException {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readInt() != MAGIC) {
                throw new UnreadableModelException("these are not the bytes of a model");
            }
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new UnreadableModelException("the model has the unknown format " + format);
            }
            Map<String, byte[]> sections = sections(in, content.length);
            byte[] intents = sections.get(INTENTS);
            if (intents == null) {
                throw new UnreadableModelException("the model knows no intents");
            }
            byte[] slots = sections.get(SLOTS);
            byte[] blend = sections.get(BLEND);
            return new Learnt(
                    IntentModel.readFrom(new ByteArrayInputStream(intents)),
                    slots == null ? null : SlotTagger.readFrom(new ByteArrayInputStream(slots)),
                    blend == null
                            ? null
                            : Blend.readFrom(
                                    new DataInputStream(new ByteArrayInputStream(blend)),
                                    blend.length));
        } catch (ReparteeException refused) {
            throw new UnreadableModelException(refused.getMessage(), refused);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableModelException("the model is damaged", e);
        }
    }

    private static Map<String, byte[]> sections(DataInputStream in, int limit)
            throws IOException, UnreadableModelException {
        int count = in.readUnsignedByte();
        if (count > MOST_SECTIONS) {
            throw new UnreadableModelException("the model is damaged");
        }
        Map<String, byte[]> sections = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int length = in.readInt();
            if (length < 0 || length > limit) {
                throw new UnreadableModelException("the model is damaged");
            }
            byte[] section = new byte[length];
            in.readFully(section);
            sections.put(name, section);
        }
        return sections;
    }

    /** Names bytes: the first 16 of their SHA-256 in hex. */
    static String checksum(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
