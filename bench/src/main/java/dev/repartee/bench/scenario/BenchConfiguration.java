package dev.repartee.bench.scenario;

import java.net.URI;

/** The configuration of the system under test: its limits raised so that the load fits. */
final class BenchConfiguration {

    private BenchConfiguration() {}

    static String yaml(Scenario scenario, RunOptions options, URI stub) {
        return """
        gateway:
          limits:
            inFlight: %d
          patience:
            turn: %s
          rates:
            user: {perSecond: 1000, burst: 2000}
            tenant: {perSecond: 1000000, burst: 1000000}
            address: {perSecond: 1000000, burst: 1000000}
        dispatch:
          fallbackAbove: 1000000
        inference:
          lanes: 6000
          records: 12000
          models:
            - name: stub
              type: openai
              baseUrl: %s/v1
              model: stub
              apiKey: none
              limits: {concurrency: 4000, waiting: 8000, patience: 30s, maxTokens: 4096, attempts: 3}
        %s"""
                .formatted(
                        options.admissionBound(),
                        scenario.turn(),
                        stub,
                        scenario.asksAnalyser() ? analyser(stub) : "");
    }

    private static String analyser(URI stub) {
        return """
          analyser:
            url: %s/nlp
            timeout: 2s
            inFlight: 4000
            connections: 4000
        """
                .formatted(stub);
    }
}
