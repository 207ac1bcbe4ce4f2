package lintel.training;

import lintel.config.TrainingConfig.ScheduleConfig;

/** The learning rate of an epoch. */
final class Schedule {
    private Schedule() {}

    /**
     * The factor by which the optimizer's learning rate is multiplied.
     *
     * @param epoch  from 0
     * @param epochs how many the config asks for, whether or not training stops earlier
     */
    static double factor(ScheduleConfig schedule, int epoch, int epochs) {
        // StrictMath, because a rate that differs in its last bit between processors would change every parameter.
        if (schedule instanceof ScheduleConfig.Constant) {
            return 1;
        } else if (schedule instanceof ScheduleConfig.Step step) {
            return StrictMath.pow(step.factor(), Math.floorDiv(epoch, step.every()));
        } else if (schedule instanceof ScheduleConfig.Exponential exponential) {
            return StrictMath.pow(exponential.factor(), epoch);
        } else if (schedule instanceof ScheduleConfig.Cosine cosine) {
            double wave = (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
            return cosine.floor() + (1 - cosine.floor()) * wave;
        }
        throw new AssertionError(schedule);
    }
}
