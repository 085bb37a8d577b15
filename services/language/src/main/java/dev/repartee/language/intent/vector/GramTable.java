package dev.repartee.language.intent.vector;

import java.util.Arrays;

/** Numbers distinct hashes from 0 in the order in which they come; open addressing, no boxing. */
final class GramTable {

    private long[] keys;
    private int[] numbers;
    private int size;

    GramTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected * 2 - 1)) * 2;
        keys = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, -1);
    }

    int size() {
        return size;
    }

    /** Returns the number of the hash, or -1 when it has none. */
    int find(long hash) {
        return numbers[slot(hash)];
    }

    /** Returns the number of the hash, giving it the next one when it has none. */
    int add(long hash) {
        int slot = slot(hash);
        if (numbers[slot] >= 0) {
            return numbers[slot];
        }
        if (size * 2 >= keys.length) {
            grow();
            slot = slot(hash);
        }
        keys[slot] = hash;
        numbers[slot] = size;
        return size++;
    }

    /** The hashes by their numbers. */
    long[] hashes() {
        long[] hashes = new long[size];
        for (int slot = 0; slot < keys.length; slot++) {
            if (numbers[slot] >= 0) {
                hashes[numbers[slot]] = keys[slot];
            }
        }
        return hashes;
    }

    private int slot(long hash) {
        int mask = keys.length - 1;
        int slot = (int) hash & mask;
        while (numbers[slot] >= 0 && keys[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] hashes = hashes();
        keys = new long[keys.length * 2];
        numbers = new int[keys.length];
        Arrays.fill(numbers, -1);
        for (int number = 0; number < hashes.length; number++) {
            int slot = slot(hashes[number]);
            keys[slot] = hashes[number];
            numbers[slot] = number;
        }
    }
}
