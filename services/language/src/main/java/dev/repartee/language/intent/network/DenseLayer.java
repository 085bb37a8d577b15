package dev.repartee.language.intent.network;

import java.util.SplittableRandom;

/**
 * The output layer while it is trained: linear, then softmax with cross entropy to smoothed labels.
 */
final class DenseLayer {

    private final float[] weights;
    private final float[] bias;
    private final float[] weightGradients;
    private final float[] biasGradients;
    private final float[] errors;
    private final float smoothing;

    DenseLayer(int inputs, int outputs, double smoothing, SplittableRandom random) {
        this.weights = new float[inputs * outputs];
        double spread = Math.sqrt(0.5 / inputs);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * spread);
        }
        this.bias = new float[outputs];
        this.weightGradients = NetworkTrainer.filled(weights.length);
        this.biasGradients = NetworkTrainer.filled(outputs);
        this.errors = new float[outputs];
        this.smoothing = (float) smoothing;
    }

    float[] weights() {
        return weights;
    }

    float[] bias() {
        return bias;
    }

    /**
     * Takes one step towards the label.
     *
     * @param inputGradients takes the gradient by each input that isn't zero
     */
    void learn(float[] inputs, int label, float rate, float[] inputGradients) {
        findErrors(inputs, label);
        for (int output = 0; output < errors.length; output++) {
            float error = errors[output];
            biasGradients[output] += error * error;
            bias[output] -= rate * error / (float) Math.sqrt(biasGradients[output]);
        }
        for (int input = 0; input < inputs.length; input++) {
            if (inputs[input] > 0) {
                inputGradients[input] = learnRow(input * errors.length, inputs[input], rate);
            }
        }
    }

    /**
     * Tells by what each input that isn't zero moves the loss; learns nothing.
     *
     * @param inputGradients takes the gradients
     */
    void gradients(float[] inputs, int label, float[] inputGradients) {
        findErrors(inputs, label);
        for (int input = 0; input < inputs.length; input++) {
            if (inputs[input] > 0) {
                inputGradients[input] = gradient(input * errors.length);
            }
        }
    }

    private void findErrors(float[] inputs, int label) {
        System.arraycopy(bias, 0, errors, 0, errors.length);
        for (int input = 0; input < inputs.length; input++) {
            float activation = inputs[input];
            if (activation > 0) {
                int row = input * errors.length;
                for (int output = 0; output < errors.length; output++) {
                    errors[output] += activation * weights[row + output];
                }
            }
        }
        Softmax.inPlace(errors);
        for (int output = 0; output < errors.length; output++) {
            errors[output] -= smoothing / errors.length;
        }
        errors[label] -= 1 - smoothing;
    }

    private float gradient(int row) {
        float gradient = 0;
        for (int output = 0; output < errors.length; output++) {
            gradient += weights[row + output] * errors[output];
        }
        return gradient;
    }

    private float learnRow(int row, float activation, float rate) {
        float inputGradient = gradient(row);
        for (int output = 0; output < errors.length; output++) {
            float gradient = activation * errors[output];
            weightGradients[row + output] += gradient * gradient;
            weights[row + output] -=
                    rate * gradient / (float) Math.sqrt(weightGradients[row + output]);
        }
        return inputGradient;
    }
}
