package dev.repartee.control;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Where component scanning begins. */
@SpringBootApplication
class ControlApplication {}
