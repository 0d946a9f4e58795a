print("submodule imported by star")
