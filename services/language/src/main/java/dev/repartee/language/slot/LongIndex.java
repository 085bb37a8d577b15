package dev.repartee.language.slot;

import java.util.Arrays;

/** Numbers distinct 64-bit keys in the order in which they came: open addressing, no boxes. */
final class LongIndex {

    private long[] keys;
    private int[] numbers;
    private int size;

    LongIndex(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected * 2)) * 2;
        keys = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, -1);
    }

    int size() {
        return size;
    }

    /** Returns the number of a key, or -1. */
    int find(long key) {
        return numbers[place(key)];
    }

    int findOrAdd(long key) {
        int place = place(key);
        if (numbers[place] >= 0) {
            return numbers[place];
        }
        if (size * 2 >= keys.length) {
            grow();
            place = place(key);
        }
        keys[place] = key;
        numbers[place] = size;
        return size++;
    }

    /** Returns the keys by their numbers. */
    long[] keys() {
        long[] byNumber = new long[size];
        for (int i = 0; i < keys.length; i++) {
            if (numbers[i] >= 0) {
                byNumber[numbers[i]] = keys[i];
            }
        }
        return byNumber;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int at = (int) Hash.mix(key) & mask;
        while (numbers[at] >= 0 && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[oldKeys.length * 2];
        numbers = new int[keys.length];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                numbers[place] = oldNumbers[i];
            }
        }
    }
}
