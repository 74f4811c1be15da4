import "../ui/base.css";
import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { whenLoggedOut } from "../lib/api";
import { startI18n } from "../lib/i18n";
import { line } from "../local/signals";
import { theme, variables } from "../ui/theme";
import { router } from "./router";
import { UpdateBar, watchForUpdates } from "./update";

whenLoggedOut(() => line.set("login"));
await startI18n();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <UpdateBar />
      <RouterProvider router={router} />
    </MantineProvider>
  </StrictMode>,
);
watchForUpdates();
