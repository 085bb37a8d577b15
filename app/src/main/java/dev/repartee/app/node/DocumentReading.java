package dev.repartee.app.node;

import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.VectorFilling;
import dev.repartee.knowledge.parsing.ParserProcess;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.EgressFiles;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.knowledge.upload.UploadWorker;
import dev.repartee.knowledge.vector.EndpointEmbedder;
import dev.repartee.knowledge.vector.VectorConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes uploaded files and reads them, beside the control plane. */
final class DocumentReading implements AutoCloseable {

    private final KnowledgeServices services;
    private final EgressHttp web;
    private final UploadWorker worker;
    private final @Nullable VectorFilling vectors;

    DocumentReading(Commons commons) {
        UploadConfig config = commons.settings().of(UploadConfig.class);
        Path folder = commons.data().resolve("uploads");
        Signal signal = new Signal();
        this.services =
                new KnowledgeServices(
                        new DocumentStore(commons.stores().main()),
                        new DocumentUploads(commons.stores().main(), config, folder, signal),
                        config);
        this.web = new EgressHttp(commons.settings().of(EgressConfig.class), commons.meters());
        this.worker =
                new UploadWorker(
                        commons.stores().main(),
                        config,
                        new ParserProcess(config.parser(), folder),
                        new EgressFiles(web),
                        new UploadWorker.Workplace(folder, signal),
                        commons.meters());
        this.vectors = filling(commons);
    }

    private static @Nullable VectorFilling filling(Commons commons) {
        VectorConfig config = commons.settings().of(VectorConfig.class);
        if (config.embeddings() == null) {
            return null;
        }
        return new VectorFilling(
                commons.stores().main(),
                new DocumentStore(commons.stores().main()),
                new EndpointEmbedder(config.embeddings(), config.batch()),
                config.open(commons.stores().main(), commons.clock()));
    }

    KnowledgeServices services() {
        return services;
    }

    void start() {
        worker.start();
        if (vectors != null) {
            vectors.start();
        }
    }

    @Override
    public void close() {
        worker.close();
        if (vectors != null) {
            vectors.close();
        }
        web.close();
    }
}
