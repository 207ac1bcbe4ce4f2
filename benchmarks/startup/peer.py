"""What `lintel train configs/breast-cancer.yaml` does, as a scikit-learn user would write it. Argument: the model file."""
import sys

import joblib
import pandas
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = pandas.read_csv("data/breast-cancer.csv")
labels = data.pop("diagnosis") == "malignant"
rest, test, rest_labels, test_labels = train_test_split(data, labels, test_size=0.2, stratify=labels, random_state=0)
train, validation, train_labels, validation_labels = train_test_split(
    rest, rest_labels, test_size=0.1875, stratify=rest_labels, random_state=0
)
model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0)).fit(train, train_labels)
for name, part, truth in [
    ("train", train, train_labels),
    ("validation", validation, validation_labels),
    ("test", test, test_labels),
]:
    probability = model.predict_proba(part)[:, 1]
    print(name, accuracy_score(truth, probability >= 0.5), roc_auc_score(truth, probability), log_loss(truth, probability))
joblib.dump(model, sys.argv[1])
