/** What a model is worth on each part of the data: judged once, never changed, and never a reason to train. */
package lintel.evaluation;
