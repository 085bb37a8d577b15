package dev.repartee.language.slot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The file of a {@link SlotTagger}: a magic number, the version of the format, that of the features
 * (another version's weights would be meaningless), the length and CRC-32 of the body, and the
 * deflated body.
 */
final class TaggerFile {

    private static final int MAGIC = 0x52505354;
    private static final int FORMAT = 1;
    private static final int FEATURES = 5;
    private static final int MAX_BODY = 256 << 20;

    /** Weights nearer to nothing than this are not kept. */
    private static final float LEAST = 0.004f;

    private TaggerFile() {}

    /** Makes a tagger of its parts. */
    interface Maker {
        SlotTagger make(
                Labels labels,
                Gazetteer gazetteer,
                Topics topics,
                TopicTypes affinity,
                Weights weights);
    }

    static void write(
            OutputStream out,
            Labels labels,
            Gazetteer gazetteer,
            Topics topics,
            TopicTypes affinity,
            Weights weights)
            throws IOException {
        var body = new ByteArrayOutputStream();
        try (var data =
                new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(body)))) {
            data.writeShort(labels.types().size());
            for (String type : labels.types()) {
                data.writeUTF(type);
            }
            gazetteer.writeTo(data);
            topics.writeTo(data);
            affinity.writeTo(data);
            writeWeights(data, weights);
        }
        byte[] bytes = body.toByteArray();
        var crc = new CRC32();
        crc.update(bytes);
        var header = new DataOutputStream(out);
        header.writeInt(MAGIC);
        header.writeShort(FORMAT);
        header.writeShort(FEATURES);
        header.writeInt(bytes.length);
        header.writeLong(crc.getValue());
        header.write(bytes);
        header.flush();
    }

    static SlotTagger read(InputStream in, Maker maker) throws IOException {
        var header = new DataInputStream(in);
        if (header.readInt() != MAGIC) {
            throw new IOException("not a slot tagger's file");
        }
        int format = header.readUnsignedShort();
        int features = header.readUnsignedShort();
        if (format != FORMAT || features != FEATURES) {
            throw new IOException(
                    "a slot tagger of version %d.%d, but this program reads %d.%d: train it again"
                            .formatted(format, features, FORMAT, FEATURES));
        }
        int length = header.readInt();
        long expected = header.readLong();
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("a slot tagger's file of " + length + " bytes");
        }
        byte[] bytes = header.readNBytes(length);
        var crc = new CRC32();
        crc.update(bytes);
        if (bytes.length < length || crc.getValue() != expected) {
            throw new IOException("a damaged slot tagger's file: its checksum is wrong");
        }
        try (var data =
                new DataInputStream(
                        new BufferedInputStream(
                                new InflaterInputStream(new ByteArrayInputStream(bytes))))) {
            String[] types = new String[data.readUnsignedShort()];
            for (int i = 0; i < types.length; i++) {
                types[i] = data.readUTF();
            }
            var labels = new Labels(List.of(types));
            Gazetteer gazetteer = Gazetteer.readFrom(data, labels.types());
            Topics topics = Topics.readFrom(data);
            TopicTypes affinity = TopicTypes.readFrom(data, topics.size(), types.length);
            return maker.make(labels, gazetteer, topics, affinity, readWeights(data, labels));
        }
    }

    private static void writeWeights(DataOutputStream out, Weights weights) throws IOException {
        long[] keys = weights.features().keys();
        int kept = 0;
        for (int row = 0; row < keys.length; row++) {
            kept += entries(weights, row) > 0 ? 1 : 0;
        }
        out.writeInt(kept);
        for (int row = 0; row < keys.length; row++) {
            int entries = entries(weights, row);
            if (entries == 0) {
                continue;
            }
            out.writeLong(keys[row]);
            out.writeShort(entries);
            for (int i = weights.rowStarts()[row]; i < weights.rowStarts()[row + 1]; i++) {
                if (Math.abs(weights.weights()[i]) >= LEAST) {
                    out.writeShort(weights.rowLabels()[i]);
                    out.writeShort(Float.floatToFloat16(weights.weights()[i]));
                }
            }
        }
        for (float weight : weights.transitions()) {
            out.writeFloat(weight);
        }
    }

    private static int entries(Weights weights, int row) {
        int entries = 0;
        for (int i = weights.rowStarts()[row]; i < weights.rowStarts()[row + 1]; i++) {
            entries += Math.abs(weights.weights()[i]) >= LEAST ? 1 : 0;
        }
        return entries;
    }

    private static Weights readWeights(DataInputStream in, Labels labels) throws IOException {
        int size = in.readInt();
        var features = new LongIndex(size);
        int[] rowStarts = new int[size + 1];
        short[] labelsOfRows = new short[size * 4 + 16];
        float[] values = new float[labelsOfRows.length];
        int at = 0;
        for (int row = 0; row < size; row++) {
            features.findOrAdd(in.readLong());
            int entries = in.readUnsignedShort();
            if (at + entries > values.length) {
                int longer = Math.max(values.length * 2, at + entries);
                labelsOfRows = Arrays.copyOf(labelsOfRows, longer);
                values = Arrays.copyOf(values, longer);
            }
            for (int i = 0; i < entries; i++) {
                labelsOfRows[at] = in.readShort();
                if (labelsOfRows[at] < 0 || labelsOfRows[at] >= labels.size()) {
                    throw new IOException("an unknown label: " + labelsOfRows[at]);
                }
                values[at++] = Float.float16ToFloat(in.readShort());
            }
            rowStarts[row + 1] = at;
        }
        float[] transitions = new float[labels.size() * labels.size()];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = in.readFloat();
        }
        return new Weights(
                features,
                rowStarts,
                Arrays.copyOf(labelsOfRows, at),
                Arrays.copyOf(values, at),
                transitions);
    }
}
