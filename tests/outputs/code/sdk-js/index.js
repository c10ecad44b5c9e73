// Stands in for @devopness/sdk-js 3: the methods for hooks, with the names, arguments, addresses and headers of its source,
// over axios, the library that it uses. What its TypeScript types would refuse, this refuses.
"use strict";

const axios = require("axios");

class ApiError extends Error {
  constructor({ message, response }) {
    super(response.data?.message || message);
    this.status = response.status;
    this.errors = response.data?.errors;
  }
}

function check(method, ...values) {
  for (const [name, isRight, value] of values) {
    if (!isRight(value)) {
      throw new TypeError(method + " takes no such " + name + ": " + JSON.stringify(value));
    }
  }
}

const direction = (value) => value === "incoming" || value === "outgoing";
const id = (value) => typeof value === "string" && value !== "";
const number = (value) => Number.isSafeInteger(value);
const count = (value) => value === undefined || number(value);
const object = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

class Service {
  constructor({ apiToken, baseURL = "https://api.devopness.com" }) {
    this.api = axios.create({
      baseURL,
      timeout: 30000,
      responseType: "json",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      withCredentials: false,
    });
    this.api.defaults.headers.common["User-Agent"] = "devopness-sdk-js/0.0.0-stand-in";
    this.api.interceptors.request.use((config) => {
      config.headers.Authorization = "Bearer " + apiToken;
      return config;
    });
    this.api.interceptors.response.use(undefined, (error) => {
      throw error.response ? new ApiError(error) : new Error("Devopness SDK Network Error - " + error.message);
    });
  }

  async send(method, path, data) {
    const response = await this.api[method](path, ...(data === undefined ? [] : [data]));
    return { status: response.status, data: response.data, pageCount: 1 };
  }
}

class PipelineHooks extends Service {
  async addPipelineHook(hookType, pipelineId, hookPipelineCreate) {
    const body = ["hook", object, hookPipelineCreate];
    check("addPipelineHook", ["direction", direction, hookType], ["pipeline", number, pipelineId], body);
    return this.send("post", "/pipelines/" + pipelineId + "/hooks/" + hookType, hookPipelineCreate);
  }

  async listPipelineHooks(pipelineId, page, perPage) {
    check("listPipelineHooks", ["pipeline", number, pipelineId], ["page", count, page], ["size", count, perPage]);
    const query = [["page", page], ["per_page", perPage]].filter(([, value]) => value !== undefined);
    const pairs = query.map(([name, value]) => name + "=" + encodeURI(value)).join("&");
    return this.send("get", "/pipelines/" + pipelineId + "/hooks" + (pairs ? "?" + pairs : ""));
  }
}

class Hooks extends Service {
  path(method, hookId, hookType) {
    check(method, ["id", id, hookId], ["direction", direction, hookType]);
    return "/hooks/" + encodeURIComponent(hookType) + "/" + encodeURIComponent(hookId);
  }

  async getHook(hookId, hookType) {
    return this.send("get", this.path("getHook", hookId, hookType));
  }

  async updateHook(hookId, hookType, hookUpdate) {
    check("updateHook", ["hook", object, hookUpdate]);
    return this.send("put", this.path("updateHook", hookId, hookType), hookUpdate);
  }

  async deleteHook(hookId, hookType) {
    return this.send("delete", this.path("deleteHook", hookId, hookType));
  }
}

class DevopnessApiClient {
  constructor(options = {}) {
    this.hooks = new Hooks(options);
    this.pipelines = { hooks: new PipelineHooks(options) };
  }
}

exports.DevopnessApiClient = DevopnessApiClient;
