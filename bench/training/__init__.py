"""Train the stance model on the authored corpus, and measure it on hands it was not trained on."""
