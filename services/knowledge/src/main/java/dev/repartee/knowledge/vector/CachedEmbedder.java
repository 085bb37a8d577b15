package dev.repartee.knowledge.vector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers the vectors of the questions asked last, in memory. Thread-safe. */
public final class CachedEmbedder implements Embedder {

    private final Embedder source;
    private final int capacity;

    /** The least recently used first; guarded by itself. */
    private final LinkedHashMap<String, float[]> known = new LinkedHashMap<>(16, 0.75f, true);

    public CachedEmbedder(Embedder source, int capacity) {
        this.source = source;
        this.capacity = capacity;
    }

    @Override
    public String model() {
        return source.model();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        Map<String, float[]> found = new LinkedHashMap<>();
        synchronized (known) {
            for (String text : texts) {
                float[] vector = known.get(text);
                if (vector != null) {
                    found.put(text, vector);
                }
            }
        }
        List<String> missing =
                texts.stream().filter(text -> !found.containsKey(text)).distinct().toList();
        if (!missing.isEmpty()) {
            List<float[]> vectors = source.embed(missing);
            synchronized (known) {
                for (int i = 0; i < missing.size(); i++) {
                    found.put(missing.get(i), vectors.get(i));
                    known.put(missing.get(i), vectors.get(i));
                }
                while (known.size() > capacity) {
                    known.pollFirstEntry();
                }
            }
        }
        List<float[]> all = new ArrayList<>();
        texts.forEach(text -> all.add(found.get(text)));
        return all;
    }
}
