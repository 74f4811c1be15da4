from karteo.run.cli import main

main()
