package dev.repartee.app.rehearsal;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * What all who rehearse share.
 *
 * @param gateway the door
 * @param apiKey speaks for every user of its tenant
 * @param http one client for all
 * @param patience how long an answer may take
 * @param end when they stop, by {@link System#nanoTime}
 */
record Scene(URI gateway, String apiKey, HttpClient http, Duration patience, long end) {

    /** Whether there is time left. */
    boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    String authorization() {
        return "Bearer " + apiKey;
    }
}
