package dev.repartee.app.node;

import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParserProcess;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.EgressFiles;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.knowledge.upload.UploadWorker;
import java.nio.file.Path;

/** Takes uploaded files and reads them, beside the control plane. */
final class DocumentReading implements AutoCloseable {

    private final KnowledgeServices services;
    private final EgressHttp web;
    private final UploadWorker worker;

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
    }

    KnowledgeServices services() {
        return services;
    }

    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
        web.close();
    }
}
